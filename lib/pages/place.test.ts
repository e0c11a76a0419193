import { expect, test, vi } from "vitest";

const GIB = 2 ** 30;

async function placeWith(setting: string, bytes?: number) {
  vi.stubEnv("PAGES", setting);
  vi.resetModules(); // the settings are read once
  const { placeOfPages } = await import("./place");
  return placeOfPages(bytes);
}

test("a dyno of 512 MB has no room for a second process; a machine with a gigabyte has", async () => {
  expect(await placeWith("", GIB / 2)).toBe("thread");
  expect(await placeWith("", GIB)).toBe("process");
});

test("a dyno knows its size only from what its buildpack says", async () => {
  vi.stubEnv("MEMORY_AVAILABLE", "512");
  expect(await placeWith("")).toBe("thread");
});

test("what is set counts, however much memory there is", async () => {
  expect(await placeWith("process", GIB / 2)).toBe("process");
  expect(await placeWith("thread", 8 * GIB)).toBe("thread");
});
