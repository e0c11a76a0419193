import { isCommon } from "./common-passwords";
import { Refused } from "./errors";
import { PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS } from "./limits";

const BESIDE_CONTEXT_CHARS = 2; // what is left of a password without the name in it has to be more than this

/**
 * A password that somebody wants to have, exactly as it came. Throws `invalid` for one that is too short, that bcrypt
 * would cut, or that is guessed first: one of the most common, or the person's name, or ours, with little around it.
 */
export function cleanPassword(password: string, username: string): string {
  if ([...password].length < PASSWORD_MIN_CHARS)
    throw invalid(`A password has at least ${PASSWORD_MIN_CHARS} characters.`);
  if (Buffer.byteLength(password) > PASSWORD_MAX_BYTES)
    throw invalid(`A password has at most ${PASSWORD_MAX_BYTES} bytes (about 72 letters).`);
  if (password.includes("\u0000")) throw invalid("A password has no NUL characters.");
  if (isCommon(password)) throw invalid("This password is among the first that are tried. Please choose another.");
  if (isContext(password, username)) throw invalid("This password is little more than a name. Please choose another.");
  return password;
}

const invalid = (message: string) => new Refused("invalid", message);

/** Is there hardly anything beside the name of the person, and that of this place? */
function isContext(password: string, username: string): boolean {
  const name = username.toLowerCase();
  const words = [name, ...name.split(/[ ._-]+/), "banter"].filter((word) => word.length >= 3);
  const whole = password.toLowerCase();
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), whole);
  return rest !== whole && (rest.length <= BESIDE_CONTEXT_CHARS || isCommon(rest));
}
