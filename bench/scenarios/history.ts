/** Fifty messages of a long room and of a short one: the length must not matter. */
import type { Redis } from "ioredis";
import { keys } from "../../lib/redis/keys";
import { ask } from "../run/asking";
import { addPeople, addRoom } from "../run/people";
import { startTarget } from "../run/targets";
import type { Scenario } from "../scenario";
import { percentile, spreadOf } from "../spread";
import { finding } from "./findings";

const LONG = { id: "5", messages: 300_000 };
const SHORT = { id: "6", messages: 1_000 };
const FIRST_SECOND = 1_700_000_000;

export const history: Scenario = {
  name: "history",
  about: "P9: 50 messages of a room of 300,000, against a room of 1,000",
  async run(bench) {
    const target = await startTarget("banter");
    const [person] = await addPeople(target.redis.redis, 1, () => [LONG.id, SHORT.id]);
    if (!person) throw new Error("nobody is there");
    for (const room of [LONG, SHORT]) {
      await addRoom(target.redis.redis, room.id, [person.id]);
      await fill(target.redis.redis, room);
    }
    const read = async ({ id, messages }: typeof LONG, newest: boolean) => {
      const before = FIRST_SECOND + Math.floor(50 + Math.random() * (messages - 50));
      const query = newest ? "limit=50" : `limit=50&before=${before}`;
      const { ms, body } = await ask(`${target.url}/api/rooms/${id}/messages?${query}`, person.cookie);
      if ((JSON.parse(body) as { messages: unknown[] }).messages.length !== 50) throw new Error("not 50 messages");
      return ms;
    };
    const findings = [];
    for (const newest of [true, false]) {
      const ratios: number[] = [];
      for (let round = 0; round < (bench.quick ? 3 : 6); round++) {
        const [long, short]: [number[], number[]] = [[], []];
        for (let index = 0; index < (bench.quick ? 40 : 200); index++) {
          long.push(await read(LONG, newest));
          short.push(await read(SHORT, newest));
        }
        if (round > 0) ratios.push(median(long) / median(short)); // the first warms up
      }
      const ratio = spreadOf(ratios);
      bench.tell(`${newest ? "newest" : "anywhere"}: ${ratio.median.toFixed(2)} times as long`);
      findings.push(
        finding(
          { banter: ratio },
          {
            goal: "P9",
            what: `50 messages of 300,000, ${newest ? "the newest" : "anywhere"}, against of 1,000`,
            unit: "times",
            aim: "<= 1.5",
            met: ratio.median <= 1.5,
          },
        ),
      );
    }
    await target.stop();
    return findings;
  },
};

const median = (values: number[]) =>
  percentile(
    values.toSorted((a, b) => a - b),
    50,
  );

async function fill(redis: Redis, { id: roomId, messages }: typeof LONG): Promise<void> {
  for (let from = 0; from < messages; from += 10_000) {
    const members: (string | number)[] = [];
    for (let index = from; index < Math.min(messages, from + 10_000); index++) {
      const date = FIRST_SECOND + index;
      const message = { from: "1", date, message: `This is what was said as number ${index}.`, roomId };
      members.push(date, JSON.stringify({ ...message, id: crypto.randomUUID() }));
    }
    await redis.zadd(keys.room(roomId), ...members);
  }
}
