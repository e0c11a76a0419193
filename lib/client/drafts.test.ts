import { expect, test } from "vitest";
import { Drafts } from "./drafts";
import { inMemory } from "./storage";

test("a draft is there for the next page of the same person, and only for them", () => {
  const storage = inMemory();
  new Drafts(storage, "draft:2:").set("5", "not mine");
  new Drafts(storage, "draft:1:").set("0", "half a thought");
  const next = new Drafts(storage, "draft:1:");
  next.load();
  expect(next.get("0")).toBe("half a thought");
  expect([...next.state.get().keys()]).toEqual(["0"]);
  expect(new Drafts(storage, "draft:2:").get("0")).toBe("");
});

test("an empty draft is none", () => {
  const storage = inMemory();
  const drafts = new Drafts(storage, "draft:1:");
  drafts.set("0", "word");
  drafts.set("0", " \n");
  expect(drafts.state.get().size).toBe(0);
  expect(storage.length).toBe(0);
});

test("what another tab has kept since stays, whatever this one has sent or emptied", () => {
  const storage = inMemory();
  const [here, there] = [new Drafts(storage, "draft:1:"), new Drafts(storage, "draft:1:")];
  here.set("0", "said here");
  there.set("0", "half a thought there");
  here.set("0", "");
  expect(there.get("0")).toBe("half a thought there");
  there.set("0", "");
  expect(storage.length).toBe(0);
});
