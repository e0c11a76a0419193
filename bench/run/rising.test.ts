import { expect, test } from "vitest";
import { highest, rise } from "./rising";

/** A server that can do `capacity` messages a second, and is slow from nine tenths of it on. */
const server = (capacity: number) => {
  const asked: number[] = [];
  const attempt = async (rate: number) => {
    asked.push(rate);
    return { rate, p99: rate > 0.9 * capacity ? 300 : 50, overloaded: rate > capacity };
  };
  return { asked, attempt };
};

test.each([100, 20, 5_000])("the highest rate is found from a start at %i", async (start) => {
  const { attempt } = server(1_000);
  const attempts = await rise({ start, limitMs: 200, steps: 16, attempt });
  const best = highest(attempts, 200)?.rate ?? 0;
  expect(best).toBeLessThanOrEqual(900);
  expect(best).toBeGreaterThan(830);
});

test("no more steps are made than are allowed", async () => {
  const { asked, attempt } = server(1_000_000);
  await rise({ start: 1, limitMs: 200, steps: 5, attempt });
  expect(asked).toHaveLength(5);
});

test("where nothing held, there is no highest rate", async () => {
  const { attempt } = server(1);
  expect(highest(await rise({ start: 100, limitMs: 200, steps: 3, attempt }), 200)).toBeUndefined();
});

test("what was overloaded does not count, however fast it seemed", () => {
  expect(highest([{ rate: 9, p99: 1, overloaded: true }], 200)).toBeUndefined();
});
