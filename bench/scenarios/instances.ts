/** Two instances, a hundred rooms of ten: whom a message reaches, and whom it does not. */
import { startDriver } from "../run/driver";
import { addPeople, addRoom } from "../run/people";
import { startTarget } from "../run/targets";
import type { Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { finding } from "./findings";

const ROOMS = 100;
const MEMBERS = 10; // half of them on each instance
const FIRST_ROOM = 10;

const roomOf = (index: number) => String(FIRST_ROOM + Math.floor(index / MEMBERS));

export const instances: Scenario = {
  name: "instances",
  about: "P8: two instances, 100 rooms of 10: nothing is delivered outside a room",
  async run(bench) {
    const driver = startDriver();
    const first = await startTarget("banter", { env: { RATE_LIMITS: "off" } });
    const second = await startTarget("banter", { redis: first.redis, env: { RATE_LIMITS: "off" } });
    const people = await addPeople(first.redis.redis, ROOMS * MEMBERS, (index) => [roomOf(index)]);
    for (let from = 0; from < people.length; from += MEMBERS) {
      const ids = people.slice(from, from + MEMBERS).map(({ id }) => id);
      await addRoom(first.redis.redis, roomOf(from), ids);
    }
    const seats = people.map(({ id, cookie }, index) => ({
      port: (index % 2 === 0 ? first : second).port,
      userId: id,
      cookie,
      roomId: roomOf(index),
    }));
    await driver.open("both", "banter", { seats });
    // throws where anybody hears a message of another room, or hears one twice, or not
    const { messages, deliveries } = await driver.load("both", { rate: 200, seconds: bench.quick ? 2 : 15 });
    await driver.stop();
    await second.stop();
    await first.stop();
    const foreign = deliveries - messages * MEMBERS;
    bench.tell(`${messages} messages came to ${deliveries} deliveries, each checked`);
    return [
      finding(
        { banter: spreadOf([foreign]) },
        {
          goal: "P8",
          what: `deliveries outside the room, of ${deliveries.toLocaleString("en")}`,
          unit: "",
          aim: "0",
          met: foreign === 0,
        },
      ),
    ];
  },
};
