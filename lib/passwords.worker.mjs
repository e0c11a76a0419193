// @ts-check
import { constants, setPriority } from "node:os";
import bcrypt from "bcryptjs";

const COST = 10; // the siblings': another scheme or a pepper would lock people out there

// On Linux this is of the thread that asks: messages go before passwords, where both need the same processor.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** @param {{ password: string, hash?: string }} task With a hash: does it fit? Without: the hash. */
export default async function work({ password, hash }) {
  return hash === undefined ? bcrypt.hash(password, COST) : bcrypt.compare(password, hash);
}
