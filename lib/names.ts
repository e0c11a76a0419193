import { Refused } from "./errors";
import { ROOM_NAME_MAX_CHARS, USERNAME_MAX_CHARS } from "./limits";

/** The name of who has deleted their account. Nobody may register it. */
export const DELETED_NAME = "Deleted account";

const USERNAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._ -]{0,30}[\p{L}\p{M}\p{N}])?$/u;
const RESERVED = new Set([
  DELETED_NAME.toLowerCase(),
  "admin",
  "administrator",
  "banter",
  "everyone",
  "here",
  "moderator",
  "root",
  "support",
  "system",
]);
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const MISLEADING = /\p{Cc}|\p{Co}|\p{Cn}|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u115f|\u1160/u; // unseen, or turns what follows around

/** A new person's name, in its normal form (NFKC). Throws `invalid`. */
export function cleanUsername(given: string): string {
  const name = given.normalize("NFKC").trim();
  if (!USERNAME.test(name) || name.length > USERNAME_MAX_CHARS || / {2}/.test(name)) {
    throw new Refused(
      "invalid",
      `A username has 1 to ${USERNAME_MAX_CHARS} letters or digits, with dots, dashes, underscores or single spaces between them.`,
    );
  }
  if (RESERVED.has(name.toLowerCase()))
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
