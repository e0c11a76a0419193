import { beforeEach, expect, test, vi } from "vitest";
import { SESSION_SECONDS } from "./limits";

type Headers = Record<string, string | undefined>;

async function startedWith(trustProxy: "true" | "false") {
  vi.resetModules();
  vi.stubEnv("TRUST_PROXY", trustProxy);
  return import("./session-cookie");
}

const reads = (headers: Headers) => (name: string) => headers[name];

beforeEach(() => vi.unstubAllEnvs());

test("over plain HTTP the cookie has a plain name, for no script and no other site", async () => {
  const { cookieName, cookieOptions } = await startedWith("false");
  const header = reads({});
  expect(cookieName(header)).toBe("banter");
  const strict = { httpOnly: true, sameSite: "lax", secure: false, path: "/", maxAge: SESSION_SECONDS };
  expect(cookieOptions(header)).toEqual(strict);
});

test("behind a trusted proxy that speaks HTTPS the cookie is bound to this host", async () => {
  const { cookieName, cookieOptions } = await startedWith("true");
  const header = reads({ "x-forwarded-proto": "https" });
  expect([cookieName(header), cookieOptions(header).secure]).toEqual(["__Host-banter", true]);
});

test.each([
  ["true", "https", true],
  ["true", "http, https", true],
  ["true", "https, http", false],
  ["true", "wss", true],
  ["true", "ws", false],
  ["true", undefined, false],
  ["false", "https", false],
] as const)("TRUST_PROXY=%s and X-Forwarded-Proto: %s are secure: %s", async (trust, proto, secure) => {
  const { isSecure } = await startedWith(trust);
  expect(isSecure(reads({ "x-forwarded-proto": proto }))).toBe(secure);
});

test.each([
  ["true", "http", true],
  ["true", "https, http", true],
  ["true", "ws", true],
  ["true", "https", false],
  ["true", undefined, false],
  ["false", "http", false],
] as const)("TRUST_PROXY=%s and X-Forwarded-Proto: %s are known to be plain: %s", async (trust, proto, plain) => {
  const { isPlain } = await startedWith(trust);
  expect(isPlain(reads({ "x-forwarded-proto": proto }))).toBe(plain);
});

test.each([
  ["banter=sealed", "sealed"],
  ["other=1; banter=se%2Aaled; last=2", "se*aled"],
  ["banter=a=b", "a=b"],
  ["notbanter=x", undefined],
  ["__Host-banter=x", undefined],
  ["banter=%E0%A4%A", undefined],
  ["", undefined],
  [undefined, undefined],
])("out of the cookies %s comes %s", async (cookie, sealed) => {
  const { sealedFrom } = await startedWith("false");
  expect(sealedFrom(reads({ cookie }))).toBe(sealed);
});

test("over HTTPS the plain cookie, which anybody on the way can set, counts for nothing", async () => {
  const { sealedFrom } = await startedWith("true");
  const header = { "x-forwarded-proto": "https", cookie: "banter=planted; __Host-banter=ours" };
  expect(sealedFrom(reads(header))).toBe("ours");
  expect(sealedFrom(reads({ ...header, cookie: "banter=planted" }))).toBeUndefined();
});

test("a header that came several times is read as one", async () => {
  const { headersOf } = await startedWith("false");
  const header = headersOf({ cookie: "a=1", "set-cookie": ["b", "c"] });
  expect([header("cookie"), header("set-cookie"), header("origin")]).toEqual(["a=1", "b, c", undefined]);
});
