import { cache } from "react";
import * as rooms from "../rooms";

/** A room that I am in, read once for a page and its title. Throws `not_found`. */
export const roomOf = cache(rooms.find);
