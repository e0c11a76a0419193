import { chatter } from "./chatters";
import { expect, test } from "./fixtures";

const PUBLIC = [
  "/sign-in",
  "/sign-up",
  "/nowhere",
  "/manifest.webmanifest",
  "/icon.svg",
  "/favicon.ico",
  "/icon-192.png",
];
const POLICY = [
  "default-src 'self'",
  /^script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'$/,
  /^style-src 'self' 'nonce-[\w+/]{22}=='$/,
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  /^connect-src 'self' ws:\/\/127\.0\.0\.1:\d+ wss:\/\/127\.0\.0\.1:\d+$/,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].map((rule) => (typeof rule === "string" ? rule : expect.stringMatching(rule)));

test("every answer says what a browser may do with it, and each has another nonce", { tag: "@not-phone" }, async ({
  banter,
  request,
}) => {
  const nonces = new Set<string>();
  const refusals = [
    "/api/session",
    "/api/nothing",
    "/api/stream",
    "/%zz",
    "/socket.io/?EIO=4",
    "/_next/static/nothing.js",
  ];
  for (const path of [...PUBLIC, ...refusals, "/", "/healthz", "/readyz"]) {
    const headers = (await request.get(banter.url + path, { maxRedirects: 0 })).headers();
    expect(headers["content-security-policy"]?.split("; "), path).toEqual(POLICY);
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
    });
    expect(
      Object.keys(headers).filter((name) => /^access-control|x-powered-by/.test(name)),
      path,
    ).toEqual([]);
    nonces.add(/nonce-([^']+)/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "");
  }
  expect(nonces.size).toBe(PUBLIC.length + refusals.length + 3);
});

test("a nonce that a client sends along is not ours", { tag: "@not-phone" }, async ({ banter, request }) => {
  const theirs = "bm9uY2Ugb2YgYW4gYXR0YWNr";
  const policy = `script-src 'nonce-${theirs}'`;
  const page = await request.get(`${banter.url}/sign-in`, {
    headers: {
      "Content-Security-Policy": policy,
      "Content-Security-Policy-Report-Only": policy,
      "X-Banter-Nonce": theirs,
      "X-Nonce": theirs,
    },
  });
  expect(await page.text()).not.toContain(theirs);
});

test("no page has a script without the nonce, nor a style or a handler in its markup", { tag: "@not-phone" }, async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "open", name: "Policy" });
  const { cursor } = await mary.post(room.id, "https://example.org `code` 🐎");
  const own = ["", "/members", `/at/${cursor}`, `?before=${cursor}`].map((path) => `/rooms/${room.id}${path}`);
  for (const path of ["/", "/rooms", "/rooms/new", "/rooms/4000000", "/people", "/sessions", "/nowhere", ...own]) {
    const answer = await mary.page.request.get(path);
    const html = await answer.text();
    const nonce = /nonce-([^']+)/.exec(answer.headers()["content-security-policy"] ?? "")?.[1];
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length, path).toBeGreaterThan(5);
    expect(
      scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
    expect(html.match(/<[a-z][^>]*\s(style|on\w+)=["'][^>]*>|<style\b|javascript:/gi), path).toBeNull();
    await mary.page.goto(path); // the fixture sees what the browser refuses
  }
});

test("what somebody gets into a page is not run, not drawn and not sent", { tag: "@not-phone" }, async ({
  page,
  policed,
}) => {
  await page.goto("/sign-in");
  await page.evaluate(() => {
    const put = (tag: string, more: object) => document.body.append(Object.assign(document.createElement(tag), more));
    put("div", { innerHTML: '<img src="/nothing.png" onerror="window.run = 1"><b style="color: red">x</b>' });
    document.body.insertAdjacentHTML("beforeend", "<iframe srcdoc='<script>parent.run = 1</script>'></iframe>");
    put("style", { textContent: "body { display: none }" });
    put("base", { href: "https://evil.example/" });
    put("object", { data: "data:text/html,x" });
    put("img", { src: "https://evil.example/x.png" });
    void fetch("https://evil.example/").catch(() => undefined);
  });
  await expect.poll(() => directivesIn(policed)).toEqual(FORBIDDEN);
  expect(await page.evaluate(() => (window as { run?: number }).run)).toBeUndefined();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect(await page.evaluate(() => document.baseURI)).not.toContain("evil");
  policed.length = 0;
});

const FORBIDDEN = ["base-uri", "connect-src", "img-src", "object-src", "script-src", "style-src"];

const directivesIn = (refused: string[]) =>
  [...new Set(refused.join("\n").match(new RegExp(`(${FORBIDDEN.join("|")})(?= ')`, "g")))].sort();
