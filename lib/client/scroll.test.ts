import { expect, test } from "vitest";
import { Scroll } from "./scroll";

/** A history of rows 100 high in a window of 300, whose end is at 0 as in a reversed column. */
function setUp(count: number) {
  const scroller = { scrollTop: 0, getBoundingClientRect: () => ({ top: 0 }), querySelectorAll: () => rows };
  const place = (row: object) => 300 - scroller.scrollTop - (rows.length - rows.indexOf(row)) * 100;
  const make = () => {
    const row = { isConnected: true, getBoundingClientRect: () => ({ top: place(row), bottom: place(row) + 100 }) };
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
