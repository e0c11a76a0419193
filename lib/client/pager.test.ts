import { expect, test, vi } from "vitest";
import type { Message, Page } from "../events";
import { Pager } from "./pager";
import { Timeline } from "./timeline";

const message = (cursor: number): Message => {
  return { id: `m${cursor}`, roomId: "0", from: "2", date: cursor, message: "", cursor: String(cursor) };
};
const page = (cursors: number[], rest: Partial<Page> = {}): Page => {
  return { messages: cursors.map(message), older: null, newer: null, ...rest };
};

function setUp(shown: Page, ...answers: Page[]) {
  const timeline = new Timeline("0", shown);
  const getPage = vi.fn(async () => answers.shift() ?? page([]));
  const reached = vi.fn();
  const idsIn = () => timeline.state.get().messages.map(({ cursor }) => Number(cursor));
  return { timeline, getPage, reached, idsIn, pager: new Pager(timeline, { getPage, reached }) };
}

test("an older page is asked for once while it is on its way", async () => {
  const { pager, getPage, idsIn } = setUp(page([5], { older: "5" }), page([3, 4], { older: "3" }));
  await Promise.all([pager.bring("older"), pager.bring("older")]);
  expect(getPage.mock.calls).toEqual([["0", { before: "5", limit: 100 }]]);
  expect(idsIn()).toEqual([3, 4, 5]);
});

test("where the room ends nothing is asked for", async () => {
  const { pager, getPage } = setUp(page([5]));
  await Promise.all([pager.bring("older"), pager.bring("newer")]);
  expect(getPage).not.toHaveBeenCalled();
});

test("a page that does not come is told, and can be asked for again", async () => {
  const { pager, getPage, idsIn } = setUp(page([5], { older: "5" }), page([4]));
  getPage.mockRejectedValueOnce(new Error("offline"));
  await pager.bring("older");
  expect(pager.state.get().older).toBe("failed");
  await pager.bring("older");
  expect(pager.state.get().older).toBe("idle");
  expect(idsIn()).toEqual([4, 5]);
});

test("a page for an edge that is no longer there is not taken in", async () => {
  const { pager, timeline, idsIn } = setUp(page([5], { older: "5" }), page([4]));
  const asked = pager.bring("older");
  timeline.show(page([1], { newer: "1" }));
  await asked;
  expect(idsIn()).toEqual([1]);
});

test("who comes to the newest message is told what was said meanwhile", async () => {
  const { pager, timeline, reached } = setUp(page([1], { newer: "1" }), page([2], { newer: "2" }), page([3]));
  await pager.bring("newer");
  expect(reached).not.toHaveBeenCalled();
  await pager.bring("newer");
  expect(reached).toHaveBeenCalledWith(timeline);
});

test("the newest page takes the place of what is there", async () => {
  const { pager, idsIn, reached, getPage } = setUp(page([1], { newer: "1" }), page([8, 9], { older: "8" }));
  await pager.newest();
  await pager.newest();
  expect(idsIn()).toEqual([8, 9]);
  expect(reached).toHaveBeenCalledTimes(1);
  expect(getPage.mock.calls).toEqual([["0", { limit: 100 }]]);
});

test("around a mark there is what led to it, and what came after", async () => {
  const { pager, timeline, idsIn, getPage } = setUp(
    page([90], { older: "90" }),
    page([6, 7], { older: "6", newer: "7" }),
    page([4, 5], { older: "4", newer: "5" }),
  );
  await pager.around("5");
  expect(getPage.mock.calls).toEqual([
    ["0", { after: "5", limit: 100 }],
    ["0", { before: "6", limit: 25 }],
  ]);
  expect(idsIn()).toEqual([4, 5, 6, 7]);
  expect(timeline.state.get()).toMatchObject({ older: "4", newer: "7" });
});
