import { createServer } from "node:http";
import { Server } from "socket.io";
import { afterAll, expect, test } from "vitest";
import { createAudience, type Io, namesOf } from "./audience";
import type { Stream } from "./stream";

const io: Io = new Server(createServer());
afterAll(() => void io.close());

function stream(id: string, rooms: string[]): Stream {
  const viewer = { id, username: `u${id}`, sessionId: "s" };
  return { viewer, names: new Set(namesOf(viewer, rooms)), tell: () => undefined, close: () => undefined };
}

test("a room is empty when the last who listens by a stream has gone, or has left it", () => {
  const audience = createAudience(io);
  const empty: string[] = [];
  audience.onEmpty((roomId) => empty.push(roomId));
  const [ann, bob] = [stream("5", ["0", "7"]), stream("6", ["0", "8"])];
  audience.add(ann);
  audience.add(bob);
  audience.leave("5", "7");
  expect(empty).toEqual(["7"]);
  audience.remove(ann);
  expect(empty).toEqual(["7"]);
  audience.remove(bob);
  expect(empty.sort()).toEqual(["0", "7", "8"]);
});
