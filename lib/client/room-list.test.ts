import { describe, expect, test } from "vitest";
import type { Message, Room } from "../events";
import { byUnread, RoomList } from "./room-list";

const message = (cursor: number, from = "2", roomId = "0"): Message => {
  return { id: `m${cursor}`, roomId, from, date: cursor, message: "hi", cursor: String(cursor) };
};
const room = (rest: Partial<Room> = {}): Room => {
  return { id: "0", kind: "open", name: "General", unread: 0, readCursor: "1", lastMessage: message(1), ...rest };
};
const only = (list: RoomList) => list.state.get()[0] as Room;

describe("unread", () => {
  test("each new message of somebody else counts once", () => {
    const list = new RoomList("1", [room()]);
    list.heard("0", [message(2), message(3)]);
    list.heard("0", [message(3)]);
    expect(only(list)).toMatchObject({ unread: 2, lastMessage: { cursor: "3" } });
  });

  test("my own message is not unread, and whoever writes has read", () => {
    const list = new RoomList("1", [room()]);
    list.heard("0", [message(2), message(3, "1")]);
    expect(only(list).unread).toBe(0);
  });

  test("reading to the end makes it nothing; reading part of it leaves the count to the server", () => {
    const list = new RoomList("1", [room({ unread: 2, lastMessage: message(3) })]);
    list.read("0", "2");
    expect(only(list)).toMatchObject({ unread: 2, readCursor: "2" });
    list.read("0", "3");
    expect(only(list).unread).toBe(0);
  });

  test("what I mark as unread is, also if the list was asked for before", async () => {
    const list = new RoomList("1", [room({ readCursor: "3", lastMessage: message(3, "1") })]);
    await list.renew(async () => {
      list.unread({ roomId: "0", cursor: "1", unread: 2 });
      return [room({ readCursor: "3", lastMessage: message(3, "1") })];
    });
    expect(only(list)).toMatchObject({ unread: 2, readCursor: "1" });
    list.read("0", "3");
    expect(only(list).unread).toBe(0);
  });

  test("a read mark never moves backwards", () => {
    const list = new RoomList("1", [room({ readCursor: "5" })]);
    list.read("0", "3");
    expect(only(list).readCursor).toBe("5");
  });
});

describe("the list of the server", () => {
  test("replaces ours", () => {
    const list = new RoomList("1", [room(), room({ id: "5" })]);
    list.replace([room({ name: "Renamed" })]);
    expect(list.state.get()).toEqual([room({ name: "Renamed" })]);
  });

  test("does not undo what was read here meanwhile", () => {
    const list = new RoomList("1", [room({ unread: 2, lastMessage: message(3) })]);
    list.read("0", "3");
    list.replace([room({ unread: 2, lastMessage: message(3) })]);
    expect(only(list)).toMatchObject({ unread: 0, readCursor: "3" });
  });

  test("says nothing of a room that has come or gone while it was asked for", async () => {
    const list = new RoomList("1", [room(), room({ id: "5" })]);
    await list.renew(async () => {
      list.appeared(room({ id: "7" }));
      list.gone("5");
      return [room(), room({ id: "5" })];
    });
    expect(list.state.get().map(({ id }) => id)).toEqual(["0", "7"]);
    expect(list.left.get()).toEqual(new Set(["5"]));
  });

  test("does not undo what was heard meanwhile", () => {
    const list = new RoomList("1", [room()]);
    list.heard("0", [message(2)]);
    list.replace([room()]);
    expect(only(list)).toMatchObject({ unread: 1, lastMessage: { cursor: "2" } });
  });
});

test("a room that I am removed from is gone, and known as left until it is back", () => {
  const list = new RoomList("1", [room({ id: "5" })]);
  list.gone("5");
  expect(list.find("5")).toBeUndefined();
  expect(list.left.get().has("5")).toBe(true);
  list.appeared(room({ id: "5" }));
  expect(list.find("5")).toBeDefined();
  expect(list.left.get().has("5")).toBe(false);
});

test("unread rooms come first, then the newest", () => {
  const rooms = [room({ id: "old" }), room({ id: "new", lastMessage: message(9) }), room({ id: "unread", unread: 1 })];
  expect(rooms.sort(byUnread).map(({ id }) => id)).toEqual(["unread", "new", "old"]);
});

describe("a direct room", () => {
  const ana = { id: "2", username: "Ana", online: true };
  const withAna = () => room({ id: "1:2", kind: "direct", name: "Ana", members: [ana], unread: 2 });

  test("is called as its other is called now; other rooms are not", () => {
    const list = new RoomList("1", [withAna(), room()]);
    const gone = { id: "2", username: "Deleted account", online: false, deleted: true as const };
    list.renamed(gone);
    list.renamed({ ...gone, id: "3" });
    expect(list.find("1:2")).toMatchObject({ name: "Deleted account", members: [gone] });
    expect(list.find("0")?.name).toBe("General");
  });

  test("stays called so, whatever an answer from before says", async () => {
    const list = new RoomList("1", [withAna()]);
    await list.renew(async () => {
      list.renamed({ id: "2", username: "Deleted account", online: false, deleted: true });
      return [withAna()];
    });
    expect(only(list).name).toBe("Deleted account");
  });

  test("counts nothing as unread while its other is blocked, and again afterwards", () => {
    const list = new RoomList("1", [withAna()]);
    list.blocked("1:2", true);
    list.heard("1:2", [message(2, "2", "1:2")]);
    expect(only(list)).toMatchObject({ blocked: true, unread: 0, lastMessage: { cursor: "2" } });
    list.blocked("1:2", false);
    list.heard("1:2", [message(3, "2", "1:2")]);
    expect(only(list)).toMatchObject({ unread: 1 });
    expect(only(list)).not.toHaveProperty("blocked");
  });

  test("that is blocked stays so, whatever an answer from before says", async () => {
    const list = new RoomList("1", [withAna()]);
    await list.renew(async () => {
      list.blocked("1:2", true);
      return [withAna()];
    });
    expect(only(list).blocked).toBe(true);
  });
});
