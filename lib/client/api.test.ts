import { afterEach, expect, test, vi } from "vitest";
import { getPage, getPeople, postMessage, putRead, putUnread } from "./api";
import { findPeople, joinRoom, openDirect } from "./api-switcher";

afterEach(() => void vi.unstubAllGlobals());

function answering(status: number, body: unknown) {
  const fetch = vi.fn(async (_path: string, _init?: RequestInit) => Response.json(body, { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

test("a direct room's id is escaped", async () => {
  const fetch = answering(200, { messages: [], older: null, newer: null });
  await getPage("5:6", { before: "12.5", limit: 20 });
  expect(fetch.mock.calls[0]?.[0]).toBe("/api/rooms/5%3A6/messages?before=12.5&limit=20");
});

test("people are asked for together", async () => {
  const fetch = answering(200, { users: [] });
  await getPeople(["1", "2"]);
  expect(fetch.mock.calls[0]?.[0]).toBe("/api/users?ids=1&ids=2");
});

test("more people than one request takes are asked for in several", async () => {
  const fetch = answering(200, { users: [{ id: "1", username: "Ana", online: true }] });
  expect(await getPeople(Array.from({ length: 250 }, (_, index) => String(index)))).toHaveLength(3);
  expect(fetch.mock.calls.map(([path]) => path.split("ids=").length - 1)).toEqual([100, 100, 50]);
});

test("people are looked for by any name", async () => {
  const fetch = answering(200, { users: [] });
  await findPeople("a&b #1");
  expect(fetch.mock.calls[0]?.[0]).toBe("/api/users?q=a%26b%20%231");
});

test("who opens a direct room gets it; who joins a room gets an answer without words", async () => {
  const fetch = answering(201, { id: "1:2" });
  expect(await openDirect("2")).toEqual({ ok: true, data: { id: "1:2" } });
  expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"kind":"direct","userId":"2"}');
  vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
  expect(await joinRoom("5")).toMatchObject({ ok: true });
  answering(404, { error: { code: "not_found", message: "" } });
  expect(await joinRoom("5")).toMatchObject({ ok: false, error: { code: "not_found" } });
});

test("a refusal of reading is an error", async () => {
  answering(404, { error: { code: "not_found", message: "" } });
  await expect(getPage("5", { limit: 20 })).rejects.toThrow("404");
});

test("a message is answered, or refused with its reason", async () => {
  const outgoing = { id: "a", message: "hi", after: null };
  answering(201, { id: "a", cursor: "1" });
  expect(await postMessage("0", outgoing)).toEqual({ ok: true, data: { id: "a", cursor: "1" } });
  answering(413, { error: { code: "too_large", message: "" } });
  expect(await postMessage("0", outgoing)).toMatchObject({ ok: false, error: { code: "too_large" } });
});

test("a read mark is answered, or refused with its reason; what is not heard is an error", async () => {
  const fetch = vi.fn(async (_path: string, _init?: RequestInit) => new Response(null, { status: 204 }));
  vi.stubGlobal("fetch", fetch);
  expect(await putRead("5:6", "12.5")).toMatchObject({ ok: true });
  expect(fetch.mock.calls[0]).toMatchObject(["/api/rooms/5%3A6/read", { method: "PUT", keepalive: true }]);
  answering(503, { error: { code: "unavailable", message: "" } });
  expect(await putRead("0", "1")).toMatchObject({ ok: false, error: { code: "unavailable" } });
  answering(502, { message: "no healthy upstream" });
  await expect(putRead("0", "1")).rejects.toThrow("502");
});

test("a room that could not be marked as unread is an error", async () => {
  answering(503, { error: { code: "unavailable", message: "Storage is away." } });
  await expect(putUnread("0", "1")).rejects.toThrow();
});

test("a proxy's page is no answer", async () => {
  vi.stubGlobal("fetch", async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(postMessage("0", { id: "a", message: "hi", after: null })).rejects.toThrow();
});
