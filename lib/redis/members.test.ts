import { beforeEach, describe, expect, test } from "vitest";
import { MEMBER_MAX_CHARS } from "../limits";
import { parseEnvelope, parseMember, skipped } from "./members";

const ID = "0b2f3f0e-6a54-4c1c-9a38-6f0f2c1d7e11";
const CURSOR = "1795489073.6199534";
const UUID_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
const ours = (text = "hi", id = ID) =>
  `{"from":"5","date":1795489073,"message":${JSON.stringify(text)},"roomId":"5:6","id":"${id}"}`;

beforeEach(() => skipped().clear());

describe("what siblings store", () => {
  test.each([
    ["Node", "5:6", `{"roomId":"5:6","message":"hi","from":5,"date":1795489073}`, "5", "hi"],
    [
      "Node, from as a text and with unknown fields",
      "5:6",
      `{"roomId":"5:6","message":"hi","from":"5","date":1795489073,"x":{"y":1}}`,
      "5",
      "hi",
    ],
    ["Node, demo data", "1:2", `{"from":2,"date":1795489073.6199534,"message":"Hi","roomId":"1:2"}`, "2", "Hi"],
    ["Python", "5:6", `{"roomId": "5:6", "message": "caf\\u00e9", "from": "6", "date": 1795489073}`, "6", "café"],
    ["Java", "0", `{"from":"1","date":1795489073,"message":"a \\u003c b \\u003d c","roomId":"0"}`, "1", "a < b = c"],
    [".NET", "0", `{"From":"1","Date":1795489073,"Message":"hi","RoomId":"0"}`, "1", "hi"],
  ])("%s", (_who, roomId, raw, from, message) => {
    const parsed = parseMember(roomId, raw, CURSOR);
    expect(parsed).toEqual({
      id: expect.stringMatching(UUID_8),
      roomId,
      from,
      date: 1795489073,
      message,
      cursor: CURSOR,
    });
    expect(skipped().size).toBe(0);
  });

  test.each([
    ["a &lt b &gt c", "a < b > c"],
    ["&amp;lt; &lt;b&gt; &quot;x&quot; &#39;y&#x27;", "&lt; <b> \"x\" 'y'"],
    ["R&D &copy; &amp", "R&D &copy; &"],
  ])("the text %s is decoded once", (stored, shown) => {
    expect(parseMember("0", JSON.stringify({ from: 1, message: stored, roomId: "0", date: 1 }), CURSOR)?.message).toBe(
      shown,
    );
  });

  test.each([
    ["a text", '"soon"'],
    ["a negative number", "-5"],
    ["more than a number can be", "1e400"],
    ["too late", "4102444800"],
    ["missing", "null"],
  ])("a date that is %s is that of the cursor", (_what, date) => {
    expect(parseMember("0", `{"from":1,"message":"hi","roomId":"0","date":${date}}`, CURSOR)?.date).toBe(1795489073);
  });

  test("a text that is not well-formed becomes so", () => {
    expect(parseMember("0", `{"from":1,"message":"\\ud800!","roomId":"0","date":1}`, CURSOR)?.message).toBe("\ufffd!");
  });
});

describe("our own member", () => {
  test("keeps its id, and its text as it is", () => {
    const expected = { id: ID, roomId: "5:6", from: "5", date: 1795489073, message: "a &lt; b", cursor: CURSOR };
    expect(parseMember("5:6", ours("a &lt; b"), CURSOR)).toEqual(expected);
  });

  test.each([
    ["in another order", `{"roomId":"5:6","message":"a &lt b","from":"5","date":1795489073,"id":"${ID}"}`],
    ["with spaces", `{"from": "5", "date": 1795489073, "message": "a &lt b", "roomId": "5:6", "id": "${ID}"}`],
    ["with a number as its author", `{"from":5,"date":1795489073,"message":"a &lt b","roomId":"5:6","id":"${ID}"}`],
    ["with a fraction in its date", `{"from":"5","date":1795489073.5,"message":"a &lt b","roomId":"5:6","id":"${ID}"}`],
    ["with a further field", `{"from":"5","date":1795489073,"message":"a &lt b","roomId":"5:6","id":"${ID}","x":1}`],
  ])("is not what a sibling stores with a copy of its id, %s", (_how, raw) => {
    const parsed = parseMember("5:6", raw, CURSOR);
    expect(parsed).toMatchObject({ id: expect.stringMatching(UUID_8), message: "a < b" });
    expect(parsed?.id).not.toBe(ID);
  });
});

describe("the id of a message that has none", () => {
  const raw = `{"roomId":"0","message":"hi","from":5,"date":1}`;
  const idOf = (member: string, cursor: string) => parseMember("0", member, cursor)?.id;

  test("is the same at every reading, on every instance", () => {
    expect(idOf(raw, CURSOR)).toBe(idOf(raw, CURSOR));
    expect(idOf(raw, "1795489073")).toBe("08efba8b-3655-8108-a51c-84432b06f682");
  });

  test("is made up too where what stands for it cannot become a word", () => {
    const odd = `{"from":1,"message":"hi","roomId":"0","date":1,"id":{"toString":1,"valueOf":1}}`;
    expect(idOf(odd, CURSOR)).toMatch(UUID_8);
  });

  test("differs with the member and with the cursor", () => {
    expect(idOf(raw, "1795489074")).not.toBe(idOf(raw, CURSOR));
    expect(idOf(raw.replace("hi", "ho"), CURSOR)).not.toBe(idOf(raw, CURSOR));
  });
});

const POISON: [string, string][] = [
  ["not JSON", "hello"],
  ["an empty text", ""],
  ["null", "null"],
  ["a number", "17"],
  ["an array", "[1,2]"],
  ["ten thousand brackets", "[".repeat(10_000)],
  ["deep nesting", `{"from":1,"message":${"[".repeat(5_000)}${"]".repeat(5_000)},"roomId":"0"}`],
  ["ten megabytes", JSON.stringify({ from: 1, message: "x".repeat(10_000_000), roomId: "0" })],
  ["a character too long", JSON.stringify({ from: 1, message: "x".repeat(MEMBER_MAX_CHARS), roomId: "0" })],
  ["no text", `{"from":1,"roomId":"0"}`],
  ["a number as the text", `{"from":1,"message":5,"roomId":"0"}`],
  ["an object as the text", `{"from":1,"message":{},"roomId":"0"}`],
  ["an object as the author", `{"from":{"id":1},"message":"hi","roomId":"0"}`],
  ["an author that is no id", `{"from":"-1","message":"hi","roomId":"0"}`],
  ["a fraction as the author", `{"from":1.5,"message":"hi","roomId":"0"}`],
  ["no author", `{"message":"hi","roomId":"0"}`],
  ["another room", `{"from":1,"message":"hi","roomId":"5:6"}`],
  ["a room that is a number", `{"from":1,"message":"hi","roomId":0}`],
  ["its fields in __proto__", `{"__proto__":{"from":1,"message":"hi","roomId":"0"}}`],
];

describe("in a sorted set, what is not a message is skipped and counted:", () => {
  test.each(POISON)("%s", (_what, raw) => {
    expect(parseMember("0", raw, CURSOR)).toBeNull();
    expect(skipped()).toEqual(new Map([["sorted set", 1]]));
  });

  test.each(["inf", "-inf", "-5", "9e+15", "1e-7", "12345678901"])("a score of %s", (cursor) => {
    expect(parseMember("0", `{"from":1,"message":"hi","roomId":"0","date":1}`, cursor)).toBeNull();
    expect(skipped().get("sorted set")).toBe(1);
  });

  test("and a message with __proto__ among its fields is one, without it", () => {
    const parsed = parseMember(
      "0",
      `{"__proto__":{"admin":true},"from":1,"message":"hi","roomId":"0","date":1}`,
      CURSOR,
    );
    expect(Object.keys(parsed ?? {}).sort()).toEqual(["cursor", "date", "from", "id", "message", "roomId"]);
    expect((parsed as unknown as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe("on the channel", () => {
  const envelope = (data: string, chain = `"cursor":"${CURSOR}","prev":"1795489000",`) =>
    `{"serverId":"x","type":"message",${chain}"data":${data}}`;

  test("ours is a message with its cursor and the one before it", () => {
    const expected = {
      id: ID,
      roomId: "5:6",
      from: "5",
      date: 1795489073,
      message: "hi",
      cursor: CURSOR,
      prev: "1795489000",
    };
    expect(parseEnvelope(envelope(ours()))).toEqual({ type: "message", message: expected });
    expect(parseEnvelope(envelope(ours(), `"cursor":"${CURSOR}","prev":null,`))).toMatchObject({
      message: { prev: null },
    });
  });

  test.each([
    [
      "Node",
      `{"serverId":"192.0.2.2:4000","type":"message","data":{"roomId":"5:6","message":"hi","from":5,"date":1795489073}}`,
    ],
    [
      "Python",
      `{"serverId": 311258.68674907903, "type": "message", "data": {"roomId": "5:6", "message": "hi", "from": "6", "date": 1795489073}}`,
    ],
    ["Java", `{"type":"message","data":{"from":"5","date":1795489073,"message":"hi","roomId":"5:6"}}`],
    [
      ".NET",
      `{"Type":"message","Data":"{\\"from\\":\\"5\\",\\"date\\":1795489073,\\"message\\":\\"hi\\",\\"roomId\\":\\"5:6\\"}","ServerId":"123"}`,
    ],
    ["a copy of ours without a cursor", envelope(ours(), "")],
    ["a copy of ours with a cursor that is none", envelope(ours(), `"cursor":"soon",`)],
    [
      "a copy of ours in another order",
      envelope(`{"from":"5","date":1795489073,"roomId":"5:6","message":"hi","id":"${ID}"}`),
    ],
    [
      "a copy of ours with a further field",
      envelope(`{"from":"5","date":1795489073,"message":"hi","roomId":"5:6","id":"${ID}","x":1}`),
    ],
    [
      "a copy of ours with an id that is none",
      envelope(`{"from":"5","date":1795489073,"message":"hi","roomId":"5:6","id":"1"}`),
    ],
    ["one that only has our id", envelope(`{"from":5,"date":1795489073,"message":"hi","roomId":"5:6","id":"${ID}"}`)],
  ])("the message of a sibling is a doorbell and nothing more: %s", (_who, raw) => {
    expect(parseEnvelope(raw)).toEqual({ type: "doorbell", roomId: "5:6", date: 1795489073 });
  });

  test("a fraction in the date of ours makes it a doorbell", () => {
    const data = `{"from":"5","date":1795489073.5,"message":"hi","roomId":"5:6","id":"${ID}"}`;
    expect(parseEnvelope(envelope(data))).toEqual({ type: "doorbell", roomId: "5:6", date: 1795489073.5 });
  });

  test.each([`"soon"`, `[]`, `{}`, `[[{"toString":1}]]`, `{"valueOf":1,"toString":1}`, `1e999`])(
    "a doorbell without a usable date rings all the same: %s",
    (date) => {
      expect(parseEnvelope(`{"type":"message","data":{"roomId":"0","date":${date}}}`)).toEqual({
        type: "doorbell",
        roomId: "0",
        date: null,
      });
    },
  );

  test.each([
    [`{"serverId":"a","type":"user.connected","data":{"id":"6","username":"x","online":true}}`, "6"],
    [`{"serverId":"a","type":"user.disconnected","data":{"id":6,"username":"x","online":false}}`, "6"],
    [`{"Type":"user.connected","Data":"{\\"username\\":\\"x\\"}","ServerId":"1"}`, null],
  ])("who came or went is read from Redis, by the id if there is one: %s", (raw, userId) => {
    expect(parseEnvelope(raw)).toEqual({ type: "presence", userId });
  });

  test("a room is shown", () => {
    const raw = `{"serverId":"a","type":"show.room","data":{"id":"5:6","names":[["a"],["b"]]}}`;
    expect(parseEnvelope(raw)).toEqual({ type: "show.room", roomId: "5:6" });
  });

  test.each([
    ...POISON.slice(0, 6),
    ["ten megabytes", `{"type":"message","data":{"roomId":"0","message":"${"x".repeat(10_000_000)}"}}`],
    ["a reserved name of Socket.IO", `{"type":"connect","data":{}}`],
    ["no type", `{"data":{"roomId":"0"}}`],
    ["a type that is an object", `{"type":{},"data":{}}`],
    ["no data", `{"type":"message"}`],
    ["data that is an array", `{"type":"message","data":[]}`],
    [
      "data encoded three times",
      JSON.stringify({ type: "message", data: JSON.stringify(JSON.stringify({ roomId: "0" })) }),
    ],
    ["a room that is none", `{"type":"message","data":{"roomId":"0:name"}}`],
    ["a room to show that is none", `{"type":"show.room","data":{"id":"__proto__"}}`],
  ])("what is not for us is skipped and counted: %s", (_what, raw) => {
    expect(parseEnvelope(raw)).toBeNull();
    expect(skipped()).toEqual(new Map([["channel", 1]]));
  });
});
