import { expect, test } from "vitest";
import { Scroll } from "./scroll";

/** A history of rows 100 high in a window of 300, whose end is at 0 as in a reversed column. */
function setUp(count: number) {
  const scroller = {
    scrollTop: 0,
    clientHeight: 300,
    get scrollHeight() {
      return rows.length * 100;
    },
    getBoundingClientRect: () => ({ top: 0 }),
    querySelectorAll: () => rows,
  };
  let made = 0;
  const place = (row: object) => 300 - scroller.scrollTop - (rows.length - rows.indexOf(row)) * 100;
  const make = () => {
    const row = {
      dataset: { id: `row ${made++}` },
      getBoundingClientRect: () => ({ top: place(row), bottom: place(row) + 100 }),
    };
    return row as object;
  };
  const rows = Array.from({ length: count }, make);
  const change = (where: "push" | "unshift") => rows[where](make());
  return { scroll: new Scroll(scroller as never), scroller, rows, place, change };
}

test("a reader at the end follows it", () => {
  const { scroll, scroller, change } = setUp(10);
  scroll.hold();
  change("push");
  scroll.restore();
  expect(scroller.scrollTop).toBe(0);
});

test("within 100 px it is the end, beyond it is not", () => {
  const { scroll, scroller } = setUp(10);
  scroller.scrollTop = -100;
  expect(scroll.isAtEnd).toBe(true);
  scroller.scrollTop = -101;
  expect(scroll.isAtEnd).toBe(false);
});

test.each(["push", "unshift"] as const)("further up, the row one looks at stays where it is (%s)", (where) => {
  const { scroll, scroller, rows, place, change } = setUp(10);
  scroller.scrollTop = -250;
  const looked = rows.find((row) => place(row) + 100 > 0) as object;
  const before = place(looked);
  scroll.hold();
  change(where);
  scroll.restore();
  expect(place(looked)).toBe(before);
});

test("a restore without a hold moves nothing", () => {
  const { scroll, scroller, change } = setUp(10);
  scroller.scrollTop = -250;
  change("push");
  scroll.restore();
  expect(scroller.scrollTop).toBe(-250);
});

test("a row is found again where it was, in a history that was left", () => {
  const { scroll, scroller, change, place, rows } = setUp(10);
  scroller.scrollTop = -250;
  const left = scroll.place;
  const [looked] = rows.filter((row) => place(row) + 100 > 0);
  const before = place(looked as object);
  for (let came = 0; came < 5; came++) change("push");
  scroller.scrollTop = 0;
  if (left) scroll.to(left);
  expect(place(looked as object)).toBe(before);
});

test("a row that is no longer there moves nothing", () => {
  const { scroll, scroller } = setUp(10);
  scroller.scrollTop = -250;
  scroll.to({ row: "gone", bottom: 20 });
  expect(scroller.scrollTop).toBe(-250);
});

test("what is more than two screens away is not near", () => {
  const { scroll, scroller } = setUp(50);
  expect([scroll.isNearEnd, scroll.isNearBeginning]).toEqual([true, false]);
  scroller.scrollTop = -2_000;
  expect([scroll.isNearEnd, scroll.isNearBeginning]).toEqual([false, false]);
  scroller.scrollTop = -3_500;
  expect([scroll.isNearEnd, scroll.isNearBeginning]).toEqual([false, true]);
});
