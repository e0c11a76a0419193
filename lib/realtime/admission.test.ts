import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAdmission } from "./admission";

const AT_ONCE = 3;
const server = createServer();
const io = new Server(server);
io.engine.use(createAdmission(AT_ONCE));
let port: number;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void io.close());

const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** Knocks once: the status, and when to come again. */
function knock(transport: "websocket" | "polling"): Promise<[number, string | undefined]> {
  const headers = transport === "websocket" ? UPGRADE : {};
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, path: `/socket.io/?EIO=4&transport=${transport}`, headers });
    asking.on("response", (response) => {
      resolve([response.statusCode ?? 0, response.headers["retry-after"]]);
      response.resume();
    });
    asking.on("upgrade", (response, socket) => {
      resolve([response.statusCode ?? 0, undefined]);
      socket.destroy();
    });
    asking.on("error", reject);
    asking.end();
  });
}

test.each([["websocket", 101] as const, ["polling", 200] as const])(
  "of many that come by %s in one second only so many are let in, the others are told when to come again",
  async (transport, welcome) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => knock(transport)));
    const refused = answers.filter(([status]) => status !== welcome);
    expect(refused.length).toBeGreaterThanOrEqual(20 - 3 * AT_ONCE); // the second may turn meanwhile
    expect(refused).toEqual(refused.map(() => [503, "2"]));
    await expect.poll(async () => (await knock(transport))[0], { timeout: 5_000, interval: 300 }).toBe(welcome);
  },
);

test("who was let in may go on to ask", async () => {
  const open = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
    return response.ok ? (await response.text()).slice(1) : undefined;
  };
  await expect.poll(open, { timeout: 5_000, interval: 300 }).toBeDefined();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const { sid } = JSON.parse((await open()) ?? "{}");
  await Promise.all(Array.from({ length: 10 }, () => knock("polling")));
  const further = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
    method: "POST",
    body: "40",
  });
  expect(further.status).toBe(200);
});
