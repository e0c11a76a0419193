/** The load driver: a process of its own, told by messages of the benchmark what to do. */
import { type Crowd, openCrowd } from "./crowd";
import { loadCrowd, oneAtATime } from "./load";
import type { Order } from "./orders";

const crowds = new Map<string, Crowd>();

process.on("message", (order: Order) => {
  obey(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on("disconnect", () => process.exit());

async function obey(order: Order): Promise<unknown> {
  if (order.what === "open") {
    const begin = performance.now();
    crowds.set(order.crowd, await openCrowd(order.seating, order.dialect));
    const ms = performance.now() - begin;
    return { ms };
  }
  const crowd = crowds.get(order.crowd);
  if (!crowd) throw new Error(`there is no crowd ${order.crowd}`);
  if (order.what === "load") return loadCrowd(crowd, order.load);
  if (order.what === "one") return oneAtATime(crowd, order);
  crowd.close();
  crowds.delete(order.crowd);
  return null;
}
