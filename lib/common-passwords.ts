/** What the most common passwords are made of: one of these words, or a walk over the keyboard, and a little around it. */
const WORDS = new Set(
  `password passwort passwd pass motdepasse contrasena parola parol senha wachtwoord haslo letmein welcome willkommen
  bienvenue admin administrator root user guest login master mastermind default changeme secret topsecret private access
  system server computer internet network windows microsoft google facebook youtube yahoo gmail samsung apple iphone
  android nokia linux oracle cisco playstation nintendo pokemon minecraft fortnite roblox counter starcraft warcraft
  iloveyou ilovey loveyou iloveu iloveme loveme lovelove lover lovers love forever loving beloved darling sweetheart
  sweety sweetie honey baby babygirl babyboy princess prince angel angels sunshine moonlight starlight rainbow flower
  flowers butterfly beautiful gorgeous pretty cutie sexy hello hellohello goodbye whatever nothing something anything
  everything trustno trustme trustnoone blessed blessing jesus jesuschrist christ heaven god godisgood allah faith
  football futbol soccer baseball basketball hockey tennis golfer liverpool arsenal chelsea manchester barcelona
  realmadrid juventus milan steelers yankees cowboys lakers redsox eagles dallas ranger rangers raiders packers
  monkey dragon tiger tigger lion panther bear wolf wolves eagle falcon phoenix horse horses kitten kitty pussycat puppy
  doggie doggy snoopy garfield mickey mickeymouse minnie donald donaldduck bugsbunny scooby scoobydoo pooh spongebob
  superman batman spiderman ironman wolverine joker hulk avengers matrix starwars startrek vader darthvader yoda
  skywalker hobbit gandalf frodo harrypotter potter hogwarts merlin wizard magic mystery shadow knight ninja samurai
  killer hunter fisher fishing soldier sniper warrior viking pirate hacker hacked legend champion winner victory power
  thunder lightning storm hurricane tornado fire firefire diamond gold golden silver platinum crystal orange banana
  cherry apples strawberry chocolate cookie cookies coffee cheese pepper ginger buster bailey maggie rocky lucky lucky
  charlie michael michelle jennifer jessica jordan joshua justin ashley amanda andrea andrew anthony daniel daniela
  david elizabeth hannah heather james jasmine jonathan joseph lauren matthew melissa natalie nicholas nicole patrick
  rachel rebecca richard robert samantha samuel sandra stephanie steven taylor thomas tiffany vanessa victoria william
  alexander alexandra alejandro antonio carlos christian christina christopher eduardo fernando francesco francisco
  gabriel giovanni isabella jackson katherine maria martin mohamed muhammad nathan olivia pamela patricia roberto
  sebastian sophie sabrina valentina alex alexis anna mike john george peter paul mark
  mustang ferrari porsche mercedes corvette camaro harley yamaha suzuki toyota honda maverick cadillac
  summer winter spring autumn january february march april june july august september october november december monday
  sunday friday saturday birthday christmas holiday london paris berlin madrid america american brazil brasil mexico
  argentina colombia canada australia germany deutschland france italia ireland scotland england russia moscow
  california florida texas chicago newyork boston houston phoenix
  metallica slipknot nirvana eminem beatles rockstar rocknroll guitar music freedom money mercury apollo saturn
  zaqxsw fuckyou fuckme fuckoff fuck asshole bitch bullshit biteme penis pussy cunt dickhead bigdick blowme boobs
  test tester testing testtest demo sample example temp temporary qwerty asdf abcd abc zxcv aaaa trinity jonas blink
  access scorpion aquarius gemini taurus chivas america tequila teamo tequiero mipassword bonita hermosa princesa amigos
  estrella mariposa corazon familia felicidad cristo dios nicolas marseille azerty doudou loulou chouchou soleil bonjour
  schatz hallo schalke fussball dortmund ficken daniel marina natasha svetlana lubov privet`
    .trim()
    .split(/\s+/),
);

const ROWS =
  "qwertyuiop asdfghjkl zxcvbnm 1234567890 qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn йцукенгшщзхъ фывапролджэ ячсмитьбю abcdefghijklmnopqrstuvwxyz 01234567890";
const ACROSS =
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qazwsxedcrfvtgbyhnujmikolp zaq1xsw2cde3vfr4bgt5nhy6mju7 zaqxswcdevfrbgtnhymju 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 a1b2c3d4e5f6g7h8 qweasdzxc 147258369 159357 789456123 112233445566778899";
const walks = `${ROWS} ${ACROSS}`.split(" ");
const WALKS = [...walks, ...walks.map((walk) => [...walk].reverse().join(""))];

const LEET: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
const COMMON_MAX_CHARS = 16; // none of the most common is longer
const LEFT_OVER_MAX = 2; // characters that are neither the word nor the walk
const YEAR = /^(19|20)\d\d/;
const AGAIN = /^(.{1,4}?)\1{2,}|^(.)\2\2|^(.{3,})\3$/u;

/** Is it one of those that are tried first? Whatever its capitals, and with digits in the place of letters, too. */
export function isCommon(password: string): boolean {
  if (password.length > COMMON_MAX_CHARS) return false;
  const plain = password.toLowerCase();
  const letters = plain.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
  return leftOver(plain) <= LEFT_OVER_MAX || leftOver(letters) <= LEFT_OVER_MAX;
}

/** How many characters are left beside one word, walks, years and repetitions. */
function leftOver(text: string): number {
  let [rest, left, words] = [text, 0, 0];
  while (rest !== "") {
    const trivial = trivialLength(rest);
    const word = words === 0 ? wordLength(rest) : 0;
    if (word > 0) words++;
    if (word + trivial === 0) left++;
    rest = rest.slice(Math.max(word, trivial, 1));
  }
  return left;
}

function wordLength(text: string): number {
  for (let length = Math.min(text.length, 14); length >= 3; length--)
    if (WORDS.has(text.slice(0, length))) return length;
  return 0;
}

function trivialLength(text: string): number {
  for (let length = text.length; length >= 3; length--) {
    if (WALKS.some((walk) => walk.includes(text.slice(0, length)))) return length;
  }
  return (AGAIN.exec(text) ?? YEAR.exec(text))?.[0].length ?? 0;
}
