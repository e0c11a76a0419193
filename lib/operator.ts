/** What the commands of the operator are made of: one program, built beside the server, for scripts/. */
export { BadBackup } from "./backup/check";
export { exportLines } from "./backup/export";
export { importLines } from "./backup/import";
export { linesOf } from "./backup/lines";
export { inWords } from "./backup/tally";
export { examine } from "./doctor/doctor";
export { BadSetting, readRedisEnv } from "./env";
export { connectAsOperator } from "./redis/operator";
