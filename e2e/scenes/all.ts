import { actions } from "./actions";
import { connection } from "./connection";
import { conversation } from "./conversation";
import { entrance } from "./entrance";
import { pages } from "./pages";
import type { Scene } from "./scene";

/** Every page in every state: what `npm run screens` takes, and what has to be accessible. */
export const scenes: Scene[] = [...entrance, ...conversation, ...actions, ...connection, ...pages];
