import { isOneScript } from "./alphabets";
import { Refused } from "./errors";
import { likenesses } from "./likeness";
import { ROOM_NAME_MAX_CHARS, USERNAME_MAX_CHARS } from "./limits";

/** The name of who has deleted their account. Nobody may register it, nor what begins like it. */
export const DELETED_NAME = "Deleted account";

const USERNAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._ -]{0,30}[\p{L}\p{M}\p{N}])?$/u;
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Me}|\p{M}{4}/u; // fillers are letters, selectors are marks; a letter has three marks at most
const RESERVED = reserved(`
  admin administrator all anonymous banter bot channel constructor deleted everybody everyone general here info me
  moderator nobody null official operator owner proto __proto__ prototype root security staff support system undefined you`);
const FORMER = /^deleted\b/i; // as those are called who have left
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const MISLEADING =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])\p{DI}|\p{Cc}|\p{Co}|\p{Cn}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\u2800\ufffc\u{1d159}]|\p{M}{5}/u; // unseen, or turns what follows around; what joins letters or colours an emoji is neither

/** A new person's name, in its normal form (NFKC). Throws `invalid`. */
export function cleanUsername(given: string): string {
  const name = given.normalize("NFKC").trim();
  if (!USERNAME.test(name) || UNSEEN.test(name) || name.length > USERNAME_MAX_CHARS || / {2}/.test(name)) {
    throw new Refused(
      "invalid",
      `A username has 1 to ${USERNAME_MAX_CHARS} letters or digits, with dots, dashes, underscores or single spaces between them.`,
    );
  }
  if (!isOneScript(name)) throw new Refused("invalid", "A username is written in one alphabet.");
  if (FORMER.test(name) || likenesses(name).some((likeness) => RESERVED.has(likeness)))
    throw new Refused("invalid", `The name ${name} is reserved. Please choose another.`);
  return name;
}

/** The name of a new room, in its normal form. Throws `invalid`. */
export function cleanRoomName(given: string): string {
  const name = given.normalize("NFKC").replace(/\s+/g, " ").trim();
  if (!VISIBLE.test(name) || MISLEADING.test(name))
    throw new Refused("invalid", "A room needs a name of visible characters.");
  if ([...name].length > ROOM_NAME_MAX_CHARS) {
    throw new Refused("invalid", `The name of a room has at most ${ROOM_NAME_MAX_CHARS} characters.`);
  }
  return name;
}

/** With all that could be taken for one of these; for one of them a 1 passes for an i, too. */
function reserved(words: string): Set<string> {
  const forms = (word: string) => [word, word.toUpperCase(), word.replace(/^./, (first) => first.toUpperCase())];
  const all = words.trim().split(/\s+/).flatMap(forms);
  return new Set(all.flatMap((word) => [word, word.replaceAll(/i/gi, "1")]).flatMap(likenesses));
}
