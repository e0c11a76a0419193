// @ts-check
/** `npm run ci`: all that CI checks, in one command; `npm test`, and what is known about the packages. */
import { audit } from "./audit.mjs";
import { checking } from "./checking.mjs";
import { checks } from "./checks.mjs";

await checking([...checks, { name: "audit", check: audit }]);
