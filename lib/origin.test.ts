import { beforeEach, describe, expect, test, vi } from "vitest";

type Headers = Record<string, string | undefined>;

/** The module as a process sees it that was started with these settings. */
async function startedWith(settings: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { isAllowedOrigin, ownOrigin, refuseForeign } = await import("./origin");
  const reads = (headers: Headers) => (name: string) => headers[name];
  return {
    allows: (origin: string, headers: Headers) => isAllowedOrigin(origin, reads(headers)),
    own: (headers: Headers) => ownOrigin(reads(headers))?.origin,
    takes: (headers: Headers) => {
      try {
        refuseForeign(reads(headers));
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: "forbidden" });
        return false;
      }
    },
  };
}

beforeEach(() => vi.unstubAllEnvs());

describe("without a list", () => {
  test.each([
    ["https://chat.example.org", "chat.example.org", true],
    ["http://localhost:3000", "localhost:3000", true],
    ["http://localhost:3001", "localhost:3000", false],
    ["https://evil.example.org", "chat.example.org", false],
    ["https://chat.example.org.evil.org", "chat.example.org", false],
    ["https://evil.org/chat.example.org", "chat.example.org", false],
    ["null", "chat.example.org", false],
    ["", "chat.example.org", false],
    ["null", undefined, false],
  ])("a page of %s may speak to %s: %s", async (origin, host, allowed) => {
    expect((await startedWith({})).allows(origin, { host })).toBe(allowed);
  });
});

test("with a list exactly its origins may speak, and the host that was asked no more", async () => {
  const { allows } = await startedWith({ ALLOWED_ORIGINS: "https://chat.example.org,https://www.example.org" });
  expect(allows("https://www.example.org", { host: "anything" })).toBe(true);
  expect(allows("http://www.example.org", { host: "anything" })).toBe(false);
  expect(allows("https://www.example.org:8443", { host: "anything" })).toBe(false);
  expect(allows("https://inner.example.org", { host: "inner.example.org" })).toBe(false);
});

describe("a request that changes something", () => {
  const host = "chat.example.org";
  test.each<[string, Headers, boolean]>([
    ["of our own page", { "sec-fetch-site": "same-origin" }, true],
    ["of our own page in an older browser", { origin: "https://chat.example.org" }, true],
    ["of a command line", {}, true],
    ["of another website", { "sec-fetch-site": "cross-site", origin: "https://evil.org" }, false],
    ["of another website in an older browser", { origin: "https://evil.org" }, false],
    ["of another website that hides its origin", { "sec-fetch-site": "cross-site" }, false],
    [
      "of a neighbour under the same domain",
      { "sec-fetch-site": "same-site", origin: "https://evil.example.org" },
      false,
    ],
    ["of a sandboxed frame", { "sec-fetch-site": "cross-site", origin: "null" }, false],
    ["typed into the address bar", { "sec-fetch-site": "none" }, false],
  ])("%s", async (_whose, headers, taken) => {
    expect((await startedWith({})).takes({ host, ...headers })).toBe(taken);
  });

  test("of a page on the list is taken, though its site is another", async () => {
    const { takes } = await startedWith({ ALLOWED_ORIGINS: "https://www.example.org" });
    expect(takes({ host, "sec-fetch-site": "same-site", origin: "https://www.example.org" })).toBe(true);
  });
});

describe("our own origin is the one that was asked for", () => {
  const host = "chat.example.org";
  const encrypted = { host, "x-forwarded-proto": "https" };
  test.each<[string, Record<string, string>, Headers, string | undefined]>([
    ["directly", {}, { host: "127.0.0.1:3000" }, "http://127.0.0.1:3000"],
    ["through a trusted proxy", { TRUST_PROXY: "true" }, encrypted, "https://chat.example.org"],
    ["through nobody we trust", { TRUST_PROXY: "false" }, encrypted, "http://chat.example.org"],
    ["without a host", {}, {}, undefined],
    ["of a host that is none", {}, { host: "a host" }, undefined],
  ])("%s", async (_how, settings, headers, origin) => {
    expect((await startedWith(settings)).own(headers)).toBe(origin);
  });
});
