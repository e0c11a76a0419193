import { Redis } from "ioredis";
import type { Room } from "../../lib/events";
import { startBanter, startTogether } from "../servers";
import { ask, freshName, PASSWORD, register } from "./person";
import { expect, test } from "./test";

/** Commands of clients; what a script runs inside is its own affair, and presence and subscriptions beat by themselves. */
const isOfClients = (source: string, command: string[]) =>
  source !== "lua" && !command.some((word) => /online_users|^ping$/i.test(word));

test("a message over a socket costs Redis one script and nothing else, however many hear it", async ({ opened }) => {
  const { servers, redisUrl, end } = await startTogether(2);
  const [first, second] = servers as [(typeof servers)[0], (typeof servers)[0]];
  const anna = await register(first, { opened }, "Anna");
  const ben = await register(second, { opened }, "Ben");
  const { body: direct } = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
  const [annas, ...others] = [await anna.connect(), await ben.connect(), await ben.stream()];
  for (const { id } of [anna, ben]) {
    await others[0]?.hears("presence", ({ online }) => online.some((person) => person.id === id));
  }
  const redis = new Redis(redisUrl);
  const watching = new Redis(redisUrl, { monitor: true });
  watching.on("error", () => undefined); // ioredis's, if a line comes right behind the answer to MONITOR: before we listen
  await new Promise((resolve) => watching.once("monitoring", resolve));
  const commands: { source: string; command: string[] }[] = [];
  watching.on("monitor", (_time: string, command: string[], source: string) => commands.push({ source, command }));
  const settled = async (sign: string) => {
    await redis.echo(sign);
    await expect.poll(() => commands.some(({ command }) => command[1] === sign)).toBe(true);
  };

  async function costOfOne(roomId: string, text: string): Promise<string[][]> {
    await settled(`before ${text}`);
    commands.length = 0;
    await annas.say(roomId, text);
    for (const ear of [annas, ...others]) await ear.hearsMessage(roomId, text);
    await settled(`after ${text}`);
    return commands
      .filter(({ source, command }) => isOfClients(source, command) && command[0]?.toLowerCase() !== "echo")
      .map(({ command }) => command);
  }

  for (const roomId of ["0", direct.id]) {
    let tries = 0;
    // a server that was held up for long asks Redis whether what it knows is still true: then it is one more
    await expect(async () => {
      const spent = await costOfOne(roomId, `what does it cost? ${roomId} ${++tries}`);
      expect(spent.map(([name]) => name?.toLowerCase())).toEqual(["evalsha"]);
      expect(spent[0]).toContain(`room:${roomId}`);
    }).toPass({ timeout: 30_000 });
  }
  watching.disconnect();
  redis.disconnect();
  await end();
});

test("who asks too often is told when to come back", async ({ pair }) => {
  const strict = await startBanter({ redisUrl: pair.first.redisUrl, env: { RATE_LIMITS: "on" } });
  const username = freshName("Guessed");
  const attempt = () => ask(strict, "POST", "/api/session", { username, password: PASSWORD });
  const attempts = await Promise.all(Array.from({ length: 30 }, attempt));
  for (const { status } of attempts) expect([401, 503]).toContain(status);
  const refused = await attempt();
  expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
  const { error } = refused.body as { error: { retryAfter: number } };
  expect(error.retryAfter).toBeGreaterThan(0);
  expect(refused.headers.get("Retry-After")).toBe(String(error.retryAfter));

  const anna = await register(strict, { opened: () => undefined }, "Fast");
  const ear = await anna.connect();
  const answers = await Promise.all(
    Array.from({ length: 130 }, (_, index) =>
      ear.ask("message", { id: crypto.randomUUID(), roomId: "0", message: `fast ${index}` }),
    ),
  );
  const limited = answers.filter((answer) => !answer.ok);
  expect(limited.length).toBeGreaterThanOrEqual(30);
  for (const answer of limited) {
    expect(answer).toMatchObject({ error: { code: "rate_limited", retryAfter: expect.any(Number) } });
  }
  ear.close();
  await strict.end();
});
