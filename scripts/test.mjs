// @ts-check
/** `npm test`: everything that shows whether Banter works. `npm test -- types unit` does only these. */
import { checking } from "./checking.mjs";
import { checks } from "./checks.mjs";

await checking(checks);
