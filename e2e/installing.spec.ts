import type { APIRequestContext, CDPSession, Page } from "@playwright/test";
import type { MetadataRoute } from "next";
import { chatter } from "./chatters";
import { expect, test } from "./fixtures";

test("the browser finds nothing that would keep Banter from being installed", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  for (const path of ["/rooms/0", "/people"]) {
    await mary.page.goto(path);
    const devTools = await mary.page.context().newCDPSession(mary.page);
    const { url, errors } = await devTools.send("Page.getAppManifest");
    expect([url, errors]).toEqual([`${banter.url}/manifest.webmanifest`, []]);
    expect(await installabilityErrors(devTools)).toEqual([]);
  }
});

/** A window without a profile's storage never installs anything: what is in the way otherwise? */
async function installabilityErrors(devTools: CDPSession): Promise<string[]> {
  const { installabilityErrors: found } = await devTools.send("Page.getInstallabilityErrors");
  return found.map(({ errorId }) => errorId).filter((errorId) => errorId !== "in-incognito");
}

test("every icon that the manifest names is there, without a session, as large as it says", async ({
  page,
  request,
}) => {
  const manifest: MetadataRoute.Manifest = await (await request.get("/manifest.webmanifest")).json();
  const icons = manifest.icons ?? [];
  expect(icons.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
    ["192x192", undefined],
    ["512x512", undefined],
    ["512x512", "maskable"],
  ]);
  await page.goto("/sign-in");
  for (const { src, sizes } of icons) expect(await sizeOf(page, src), src).toBe(sizes);
  for (const path of shortcutsOf(manifest)) expect((await request.get(path)).status(), path).toBe(200);
});

const shortcutsOf = ({ shortcuts = [], start_url = "" }: MetadataRoute.Manifest) => [
  start_url,
  ...shortcuts.map(({ url }) => url),
];

test("the icons that a browser asks for without being told, or is told by every page, are there", async ({
  page,
  request,
}) => {
  await page.goto("/sign-in");
  const apple = page.locator('link[rel="apple-touch-icon"]');
  expect(await sizeOf(page, String(await apple.getAttribute("href")))).toBe("180x180");
  expect(await sizeOf(page, "/icon-unread.svg")).toBe(await sizeOf(page, "/icon.svg"));
  const favicon = await request.get("/favicon.ico");
  expect([favicon.status(), favicon.headers()["content-type"]]).toEqual([200, "image/x-icon"]);
});

/** The size of a picture as the browser decodes it. */
const sizeOf = (page: Page, src: string) =>
  page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    return `${image.naturalWidth}x${image.naturalHeight}`;
  }, src);

test("a link to a room shows the card to who has no session, under the host that was asked", async ({ request }) => {
  const card = await cardOf(request, "/rooms/0", "chat.example.org");
  expect(card).toMatchObject({
    "og:title": "Banter",
    "og:description": "Talk to your team, then get on with it.",
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": "Banter: Talk to your team, then get on with it.",
  });
  const { origin, pathname } = new URL(String(card["og:image"]));
  expect(origin).toBe("http://chat.example.org");
  expect((await request.get(pathname)).headers()["content-type"]).toBe("image/png");
});

/** What a crawler reads on the page that it is led to. */
async function cardOf(request: APIRequestContext, path: string, host: string) {
  const headers = { host, "user-agent": "Twitterbot/1.0" };
  const led = await request.get(path, { headers, maxRedirects: 0 });
  const answer = await request.get(String(led.headers().location), { headers });
  const tags = (await answer.text()).matchAll(/<meta property="([^"]*)" content="([^"]*)"/g);
  return Object.fromEntries([...tags].map(([, property, content]) => [property, content]));
}
