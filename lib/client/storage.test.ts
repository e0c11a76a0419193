import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const load = async () => (await import("./storage")).browserStorage;

test("where storage is forbidden, the page still remembers", async () => {
  vi.stubGlobal("window", {
    get localStorage() {
      throw new Error("denied");
    },
  });
  const storage = await load();
  storage.setItem("a", "1");
  expect([storage.getItem("a"), storage.length, storage.key(0)]).toEqual(["1", 1, "a"]);
  storage.removeItem("a");
  expect(storage.getItem("a")).toBeNull();
});

test("where it is not, it is the browser's", async () => {
  const { inMemory } = await import("./storage");
  const localStorage = inMemory();
  vi.stubGlobal("window", { localStorage });
  (await load()).setItem("a", "1");
  expect(localStorage.getItem("a")).toBe("1");
});
