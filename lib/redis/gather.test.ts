import { beforeAll, expect, test, vi } from "vitest";
import { commands, whenReady } from "./client";

beforeAll(whenReady);

test("the commands of one turn go out in one write, in their order", async () => {
  await new Promise(setImmediate);
  const { stream } = commands();
  const [write, writev] = [vi.spyOn(stream, "_write" as "write"), vi.spyOn(stream, "_writev" as "write")];
  await commands().del("counted");
  write.mockClear();
  const answers = [commands().incr("counted"), commands().multi().incr("counted").exec(), commands().incr("counted")];
  await Promise.resolve();
  answers.push(commands().pipeline().incr("counted").exec());
  expect(await Promise.all(answers)).toMatchObject([1, [[null, 2]], 3, [[null, 4]]]);
  expect(write.mock.calls.length + writev.mock.calls.length).toBe(1);
});

test("a command of the next turn goes out by itself", async () => {
  expect(await commands().echo("one")).toBe("one");
  expect(await commands().echo("two")).toBe("two");
});
