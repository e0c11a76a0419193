/**
 * What two names have in common that a person takes for one another: names that share one of these are too alike.
 * `fold:` is the name without the difference of capitals, `look:` what the eye sees. Two, because Ian looks like lan,
 * and lan is Lan in capitals and small letters, but nobody takes Ian for Lan.
 */
export function likenesses(name: string): [fold: string, look: string] {
  const plain = name.normalize("NFKC");
  return [`fold:${fold(plain)}`, `look:${look(plain)}`];
}

/** Without the difference of capitals, nor of a digit that passes for a letter. */
const fold = (name: string) => latin(name.toUpperCase().toLowerCase()).replace(/0/g, "o").replace(/1/g, "l");

/** As the eye sees it: in one alphabet, too, some pass for others. */
const look = (name: string) =>
  latin(name).replace(/[I1]/g, "l").replace(/0/g, "O").replace(/rn/g, "m").replace(/vv/g, "w");

/** In the Latin letters and digits that its characters look like; a dot more on an i is not seen. */
const latin = (name: string) =>
  [...name.normalize("NFKD")]
    .map((character) => (DIGIT.test(character) ? digit(character) : (LIKE.get(character) ?? character)))
    .join("")
    .replace(/(?<=[ij])\u0307/g, "")
    .normalize("NFC");

const DIGIT = /\p{Nd}/u;

/** Digits stand in their blocks from 0 to 9, whatever the script. */
function digit(character: string): string {
  const code = character.codePointAt(0) as number;
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value % 10);
}

/**
 * What a letter looks like, then the letters that look like it: of Cyrillic, Greek, Armenian, of Latin itself, and of
 * Japanese. Chosen by hand from what UTS 39 lists for the scripts that a name may have: what fonts draw alike.
 */
const ALIKE = `
A АΑ|B ВΒ|C СϹ|E ЕΕ|F Ϝ|G Ԍ|H НΗ|I ІΙӀ|J ЈͿ|K КΚ|M МΜ|N Ν|O ОΟՕ|P РΡ|Q Ԛ|S ЅՏ|T ТΤ|U Ս|V Ѵ|W Ԝ|X ХΧ|Y ҮΥ|Z Ζ
a аαɑ|b ЬьƅƄ|c сϲᴄ|d ԁժ|e еҽ|g ցɡ|h һհ|i іıɩι|j јյϳȷ|k кκ|l ӏǀ|m м|n пոռ|o оοօᴏ|p рρ|q ԛգզ|r гᴦ|s ѕꜱ|u υսʋᴜ
v ѵνᴠ|w ԝѡաᴡω|x хχ|y уγүყ|z ᴢ|æ ӕ|Æ Ӕ|2 Ƨƨ|3 ЗзƷʒӠӡ|5 Ƽƽ|6 б|8 Ȣȣ
二 ニ|口 ロ囗|工 エ|力 カ|八 ハ|夕 タ|卜 ト|へ ヘ|り リ|一 ー`;

const LIKE = new Map(
  ALIKE.trim()
    .split(/[|\n]/)
    .flatMap((line) => {
      const [shown = "", alike = ""] = line.split(" ");
      return [...alike].map((character) => [character, shown] as const);
    }),
);
