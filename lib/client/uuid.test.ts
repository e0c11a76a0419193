import { afterEach, expect, test, vi } from "vitest";
import { UUID } from "../events";
import { uuid } from "./uuid";

afterEach(() => void vi.unstubAllGlobals());

test("every id is new", () => {
  expect(uuid()).toMatch(UUID);
  expect(uuid()).not.toBe(uuid());
});

test("a page without TLS makes its own, of version 4", () => {
  const getRandomValues = (bytes: Uint8Array) => bytes.fill(255);
  vi.stubGlobal("crypto", { getRandomValues });
  expect(uuid()).toBe("ffffffff-ffff-4fff-8fff-ffffffffffff");
});
