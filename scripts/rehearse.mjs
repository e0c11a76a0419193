// @ts-check
/** `npm run rehearse`: what Heroku does with HEAD, on this machine: slug, dynos, hosted Redis, a dyno that must go. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd, leave, leaveOnSignals } from "./endings.mjs";
import { checklist } from "./rehearse/checklist.mjs";
import { startDyno } from "./rehearse/dyno.mjs";
import { cloudRedis, herokuRedis } from "./rehearse/hosted-redis.mjs";
import { openSocket, register, signIn } from "./rehearse/people.mjs";
import { missingOrRepeated, sendDuring } from "./rehearse/sending.mjs";
import { makeSlug } from "./rehearse/slug.mjs";
import { command } from "./steps.mjs";

const ENDS_WITHIN_MS = 25_000; // Heroku kills after 30 s
const ROUTER_KEEPS_SECONDS = 90; // https://devcenter.heroku.com/articles/http-routing#keepalives

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
  const redis = await check("a Redis like Heroku's is prepared", () => herokuRedis(folder));

  const first = await check(
    "a dyno listens at once, before Redis is there",
    () => startDyno(slug, redis.settings, "web.1"),
    ({ listened }) => listened,
  );
  await check("it is alive without Redis, and says that it is not ready", async () => {
    await first.untilStatus("/healthz", 200);
    await first.untilStatus("/readyz", 503);
  });
  await check("it becomes ready when Redis comes", async () => {
    await redis.start();
    await first.untilStatus("/readyz", 200);
  });
  const second = await check("a second dyno becomes ready beside it", async () => {
    const dyno = await startDyno(slug, redis.settings, "web.2");
    await dyno.untilStatus("/readyz", 200);
    return dyno;
  });
  await check(
    "it keeps a silent connection longer than the router does, which loses no request then",
    async () => {
      const { headers } = await fetch(`${second.url}/healthz`);
      const seconds = Number(/timeout=(\d+)/.exec(headers.get("keep-alive") ?? "")?.[1] ?? 0);
      expect(seconds > ROUTER_KEEPS_SECONDS, `it keeps one for ${seconds} s, the router for ${ROUTER_KEEPS_SECONDS} s`);
      return seconds;
    },
    (seconds) => `${seconds} s`,
  );

  const { rita, sam, room } = await check("an account made on one signs in on the other", () => meet(first, second));
  await check("over HTTPS the cookie of the session is a secure __Host- cookie", async () => {
    const [named = "", ...attributes] = sam.setCookie.split(/;\s*/);
    expect(named.startsWith("__Host-banter="), `it is ${named.split("=")[0]}`);
    for (const wanted of ["Secure", "HttpOnly", "Path=/"]) expect(attributes.includes(wanted), `it lacks ${wanted}`);
  });
  const socket = await check("a WebSocket opens with that session", () => openSocket(slug, second, sam));
  await check("a message sent on one arrives on the other", async () => {
    const { id } = await rita.send(first, room, "Can you hear me?");
    await socket.untilHeard(id);
  });
  await check(
    "each process holds at most two connections to Redis",
    async () => {
      const each = await redis.connections(slug);
      expect(each.length === 2 && each.every((count) => count <= 2), `the processes hold ${each.join(" and ")}`);
      return each;
    },
    (each) => each.join(" and "),
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
  await check("the last dyno goes in order too", () => leaves(second));
  await check("a dyno becomes ready with the settings of Redis Cloud", async () => {
    const dyno = await startDyno(slug, (await cloudRedis(folder)).settings, "web.3");
    await dyno.untilStatus("/readyz", 200);
    await leaves(dyno);
  });
}

/** @param {import("./rehearse/dyno.mjs").Dyno} dyno */
async function leaves(dyno) {
  const code = await dyno.stop(ENDS_WITHIN_MS);
  expect(code === 0, `${dyno.name} ended with ${code}`);
}

/**
 * Two people: one registers on each dyno and signs in on the other one, then they open their direct room.
 * @param {import("./rehearse/dyno.mjs").Dyno} first @param {import("./rehearse/dyno.mjs").Dyno} second
 */
async function meet(first, second) {
  await register(first, "Sam");
  const sam = await signIn(second, "Sam");
  await register(second, "Rita");
  const rita = await signIn(first, "Rita");
  const room = await rita.openDirect(first, sam.id);
  return { rita, sam, room };
}
