/** How often an answer waits for Redis, counted by what stands in between. */
import { ask } from "../run/asking";
import { startCountingProxy } from "../run/counting-proxy";
import { startDriver } from "../run/driver";
import { addPeople, addRoom } from "../run/people";
import { startRedis } from "../run/redis";
import { startTarget } from "../run/targets";
import type { Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { finding } from "./findings";

const ROOMS = Array.from({ length: 100 }, (_, index) => String(10 + index));
const MESSAGES = 50;
const TIMES = 9;

export const roundTrips: Scenario = {
  name: "round-trips",
  about: "P7, P10: round trips to Redis for a message, and for a list of 100 rooms",
  async run(bench) {
    const redis = await startRedis();
    const proxy = await startCountingProxy(redis.url);
    const target = await startTarget("banter", { redis, env: { REDIS_URL: proxy.url } });
    const people = await addPeople(redis.redis, 2, (index) => (index === 0 ? ROOMS : ROOMS.slice(0, 3)));
    for (const roomId of ROOMS) await addRoom(redis.redis, roomId, ["1"]);
    const count = async (work: () => Promise<unknown>) => {
      const before = proxy.trips();
      await work();
      return proxy.trips() - before;
    };
    const lists = people.map(() => [] as number[]);
    for (let time = 0; time < TIMES; time++) {
      for (const [index, { cookie }] of people.entries()) {
        lists[index]?.push(await count(() => ask(`${target.url}/api/rooms`, cookie)));
      }
    }
    const driver = startDriver();
    const seats = people.map(({ id, cookie }) => ({ port: target.port, userId: id, cookie, roomId: "0" }));
    await driver.open("one", "banter", { seats });
    const messages: number[] = [];
    for (let time = 0; time < 3; time++) {
      messages.push((await count(() => driver.one("one", { count: MESSAGES, speakers: 2 }))) / MESSAGES);
    }
    await driver.stop();
    await target.stop();
    await proxy.stop();
    await redis.stop();
    const [many, few] = lists.map(spreadOf) as [ReturnType<typeof spreadOf>, ReturnType<typeof spreadOf>];
    const sent = spreadOf(messages);
    bench.tell(`a message: ${sent.median.toFixed(2)}; 100 rooms: ${many.median}, 4 rooms: ${few.median}`);
    return [
      finding(
        { banter: sent },
        { goal: "P7", what: "round trips to Redis per message", unit: "", aim: "1", met: sent.median < 1.1 },
      ),
      finding(
        { banter: many },
        {
          goal: "P10",
          what: "round trips to Redis of GET /api/rooms, 100 rooms",
          unit: "",
          aim: "2, whatever the number of rooms",
          met: many.median <= 2 && many.median === few.median,
          note: `with 4 rooms ${few.median}`,
        },
      ),
    ];
  },
};
