import { expect, test } from "vitest";
import { type Kept, OutboxStore } from "./outbox-store";
import { inMemory } from "./storage";

const kept = (last: string, at: number): Kept => {
  return { id: `00000000-0000-4000-8000-00000000000${last}`, roomId: "0", text: last, after: null, at, failed: null };
};

test("messages come back in the order they were written", () => {
  const store = new OutboxStore(inMemory(), "me:");
  store.set(kept("2", 20));
  store.set(kept("1", 10));
  expect(store.all().map(({ text }) => text)).toEqual(["1", "2"]);
});

test("another person's, and what is no message, are not mine", () => {
  const storage = inMemory();
  new OutboxStore(storage, "you:").set(kept("1", 1));
  storage.setItem("me:broken", "{");
  storage.setItem("me:strange", '{"id":"no"}');
  storage.setItem("me:null", "null");
  const good = kept("2", 2);
  const strange = [{ id: "2" }, { roomId: 0 }, { text: null }, { after: "no" }, { at: "2" }, { failed: "yes" }];
  for (const [index, change] of strange.entries())
    storage.setItem(`me:strange${index}`, JSON.stringify({ ...good, ...change }));
  expect(new OutboxStore(storage, "me:").all()).toEqual([]);
});

test("when storage is full, this page still knows", () => {
  const full = {
    ...inMemory(),
    setItem: () => {
      throw new Error("full");
    },
  };
  const store = new OutboxStore(full, "me:");
  store.set(kept("1", 1));
  expect(store.all()).toHaveLength(1);
  expect(store.has(kept("1", 1).id)).toBe(true);
  store.delete(kept("1", 1).id);
  expect(store.all()).toEqual([]);
});
