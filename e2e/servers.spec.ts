import { expect, test } from "./fixtures";

test("a server of its own is alive and ready", async ({ banter, request }) => {
  expect((await request.get(`${banter.url}/healthz`)).status()).toBe(200);
  expect((await request.get(`${banter.url}/readyz`)).status()).toBe(200);
});

test("a killed server comes back on the same address", async ({ banter, request }) => {
  await banter.kill();
  await expect(request.get(`${banter.url}/healthz`)).rejects.toThrow();
  await banter.restart();
  expect((await request.get(`${banter.url}/readyz`)).status()).toBe(200);
});

test("who registers on one of two servers is signed in on both", async ({ pair, request }) => {
  const person = { username: `Rita ${crypto.randomUUID().slice(0, 8)}`, password: "correct horse battery" };
  const made = await request.post(`${pair.first.url}/api/users`, { data: person });
  expect(made.status()).toBe(201);
  const cookie = made.headers()["set-cookie"]?.split(";")[0] ?? "";
  const session = await request.get(`${pair.second.url}/api/session`, { headers: { cookie } });
  expect(await session.json()).toMatchObject({ username: person.username });
});
