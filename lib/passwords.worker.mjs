// @ts-check
import bcrypt from "bcryptjs";

const COST = 10; // the siblings': another scheme or a pepper would lock people out there

/** @param {{ password: string, hash?: string }} task With a hash: does it fit? Without: the hash. */
export default async function work({ password, hash }) {
  return hash === undefined ? bcrypt.hash(password, COST) : bcrypt.compare(password, hash);
}
