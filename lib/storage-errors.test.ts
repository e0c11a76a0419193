import { expect, test } from "vitest";
import { storageWords } from "./storage-errors";

test.each([
  ["OOM command not allowed when used memory > 'maxmemory'. script: 5f, on @user_script:62.", "full"],
  ["MISCONF Errors writing to the AOF file: No space left on device", "its disk"],
  ["READONLY You can't write against a read only replica. script: 5f, on @user_script:62.", "only be read"],
  ["ERR Error running script (call to f_5f): @user_script:1: @user_script: 1: -READONLY You can't", "only be read"],
  ["NOREPLICAS Not enough good replicas to write.", "only be read"],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", "only be read"],
  ["LOADING Redis is loading the dataset in memory", "starting"],
  ["BUSY Redis is busy running a script.", "too slow"],
  ["Command timed out", "too slow"],
  ["Redis hangs: the command was not sent", "too slow"],
  ["CLUSTERDOWN Hash slot not served", "not reachable"],
  ["TRYAGAIN Multiple keys request during rehashing of slot", "not reachable"],
  ["ERR max number of clients reached", "not reachable"],
  ["Stream isn't writeable and enableOfflineQueue options is false", "not reachable"],
  ["Command aborted due to connection close", "not reachable"],
  ["connect ENOENT /run/redis.sock", "not reachable"],
  ["read ECONNRESET", "not reachable"],
])("%s", (message, words) => {
  expect(storageWords(new Error(message))).toContain(words);
});

test("a transaction is told by what refused its commands", () => {
  const previousErrors = [new Error("OOM command not allowed when used memory > 'maxmemory'.")];
  const error = Object.assign(new Error("EXECABORT Transaction discarded because of previous errors."), {
    previousErrors,
  });
  expect(storageWords(error)).toContain("full");
});

test("a fault of ours is not the storage's", () => {
  expect(storageWords(new TypeError("Cannot read properties of undefined"))).toBeNull();
  expect(storageWords("OOM")).toBeNull();
});
