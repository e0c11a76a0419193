/** The load driver, as the benchmark sees it. */
import { lastLines } from "../../scripts/programs.mjs";
import type { Seating } from "../driver/crowd";
import type { DialectName } from "../driver/dialects";
import type { Load, Measured } from "../driver/load";
import type { Order } from "../driver/orders";
import { startNode } from "./pinned";

type Answer = { result: unknown } | { error: string };

export function startDriver() {
  const driver = startNode(["--import", "tsx", "bench/driver/main.ts"], { place: "driver" });

  /** Throws what the driver throws: then the run says nothing. */
  function give<T>(order: Order): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`the driver has ended: ${lastLines(driver.output(), 8)}`));
      driver.child.once("exit", ended);
      driver.child.once("message", (answer: Answer) => {
        driver.child.off("exit", ended);
        if ("error" in answer) reject(new Error(`${order.crowd}: ${answer.error}`));
        else resolve(answer.result as T);
      });
      driver.child.send(order);
    });
  }

  return {
    open: (crowd: string, dialect: DialectName, seating: Seating) =>
      give<{ ms: number }>({ what: "open", crowd, dialect, seating }),
    load: (crowd: string, load: Load) => give<Measured>({ what: "load", crowd, load }),
    one: (crowd: string, order: { count: number; speakers: number }) =>
      give<Measured>({ what: "one", crowd, ...order }),
    close: (crowd: string) => give<null>({ what: "close", crowd }),
    stop: driver.stop,
  };
}

export type Driver = ReturnType<typeof startDriver>;
