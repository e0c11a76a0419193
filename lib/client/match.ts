/** Where a name has what somebody looks for: from this character (UTF-16) to before that one. */
export interface Match {
  start: number;
  end: number;
  /** 0: the name begins with it; 1: a word of it; 2: it is inside. */
  rank: 0 | 1 | 2;
}

/** The best place of `wanted` in a name, whatever the case and the accents; null where there is none. */
export function matchIn(name: string, wanted: string): Match | null {
  const { text, at } = folded(name);
  const sought = folded(wanted).text;
  if (sought === "") return null;
  const found = placesOf(text, sought);
  const best = found.find((place) => place === 0) ?? found.find((place) => beginsWord(text, place)) ?? found[0];
  if (best === undefined) return null;
  const rank = best === 0 ? 0 : beginsWord(text, best) ? 1 : 2;
  return { start: at[best] ?? 0, end: at[best + sought.length] ?? name.length, rank };
}

/** A text without case and accents, and for each of its characters where that stood. */
function folded(original: string): { text: string; at: number[] } {
  let text = "";
  const at: number[] = [];
  let place = 0;
  for (const character of original) {
    const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    for (const _ of plain.split("")) at.push(place);
    text += plain;
    place += character.length;
  }
  return { text, at };
}

function placesOf(text: string, sought: string): number[] {
  const places: number[] = [];
  for (let place = text.indexOf(sought); place >= 0; place = text.indexOf(sought, place + 1)) places.push(place);
  return places;
}

const beginsWord = (text: string, place: number) => !/[\p{L}\p{N}]$/u.test(text.slice(0, place));
