// @ts-check
/** `npm run rehearse`: what Heroku does with HEAD, on this machine: slug, dynos, hosted Redis, a dyno that must go. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd, leave, leaveOnSignals } from "./endings.mjs";
import { freePort } from "./port.mjs";
import { checklist } from "./rehearse/checklist.mjs";
import { startDyno } from "./rehearse/dyno.mjs";
import { hostedRedis } from "./rehearse/hosted-redis.mjs";
import { openSocket, register, signIn } from "./rehearse/people.mjs";
import { missingOrRepeated, sendDuring } from "./rehearse/sending.mjs";
import { makeSlug } from "./rehearse/slug.mjs";
import { command } from "./steps.mjs";

const ENDS_WITHIN_MS = 25_000; // Heroku kills after 30 s

const { check, expect, counted } = checklist();

leaveOnSignals(130);
await command(async () => {
  const folder = mkdtempSync(join(tmpdir(), "banter-rehearsal-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  await rehearse(folder).catch((error) => console.error(error.message)); // its check has failed, and is counted
  const { passed, failed } = counted();
  console.log(`\n${passed} passed, ${failed} failed`);
  await leave(failed ? 1 : 0);
});

/** @param {string} folder */
async function rehearse(folder) {
  const slug = await check(
    "HEAD becomes a slug of less than 500 MB",
    () => makeSlug(folder),
    ({ size }) => size,
  );
  const port = await freePort();
  const redis = await hostedRedis(folder, port);

  const first = await check("a dyno listens within 2 s, before Redis is there", () =>
    startDyno(slug, redis.url, "web.1"),
  );
  await check("it is alive without Redis, and says that it is not ready", async () => {
    await first.untilStatus("/healthz", 200);
    await first.untilStatus("/readyz", 503);
  });
  await redis.start();
  await check("it becomes ready when Redis comes", () => first.untilStatus("/readyz", 200));
  const second = await check("a second dyno starts beside it", () => startDyno(slug, redis.url, "web.2"));
  await second.untilStatus("/readyz", 200);

  const { rita, sam, room } = await check("an account made on one signs in on the other", () => meet(first, second));
  const socket = await check("a WebSocket opens with that session", () => openSocket(slug, second, sam));
  await check("a message sent on one arrives on the other", async () => {
    const { id } = await rita.send(first, room, "Can you hear me?");
    await socket.untilHeard(id);
  });
  await check(
    "each process holds at most two connections to Redis",
    async () => {
      const connections = await redis.connections(slug);
      expect(connections <= 4, `${connections} connections of two processes`);
      return connections;
    },
    (connections) => `${connections} of two processes`,
  );

  const sent = await check(
    "a dyno that is told to go exits with 0 within 25 s, under load",
    async () => {
      const during = await sendDuring(() => first.stop(ENDS_WITHIN_MS), { rita, room, first, second });
      expect(during.result === 0, `it ended with ${during.result}`);
      return during;
    },
    ({ ids, movedOn }) => `${ids.length} messages, ${movedOn} of them repeated on the other dyno`,
  );
  await check("every acknowledged message is in the history exactly once", async () => {
    const wrong = missingOrRepeated(sent.ids, await rita.history(second, room));
    expect(wrong.length === 0, `not exactly once: ${wrong.join(", ")}`);
  });
  await check("every one of them arrived on the other dyno exactly once", async () => {
    await Promise.all(sent.ids.map((id) => socket.untilHeard(id)));
    const wrong = missingOrRepeated(sent.ids, socket.heard());
    expect(wrong.length === 0, `not exactly once: ${wrong.join(", ")}`);
  });
  socket.close();
  await check("the last dyno goes in order too", async () => {
    const code = await second.stop(ENDS_WITHIN_MS);
    expect(code === 0, `it ended with ${code}`);
  });
}

/** Two people: one registers on each dyno and signs in on the other one, then they open their direct room. */
/** @param {import("./rehearse/dyno.mjs").Dyno} first @param {import("./rehearse/dyno.mjs").Dyno} second */
async function meet(first, second) {
  await register(first, "Sam");
  const sam = await signIn(second, "Sam");
  await register(second, "Rita");
  const rita = await signIn(first, "Rita");
  const room = await rita.openDirect(first, sam.id);
  return { rita, sam, room };
}
