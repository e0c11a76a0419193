import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Refused } from "./errors";
import { likenesses } from "./likeness";
import { NOBODIES_MAX } from "./limits";
import { log } from "./log";
import * as passwords from "./passwords";
import { oncePerProcess } from "./process";
import { commands, whenReady } from "./redis/client";
import { keys } from "./redis/keys";
import { seed } from "./redis/seed";
import * as users from "./users";

let hash: string; // of "a good password"

/** A person as every server of the family writes them. */
async function person(id: string, username: string, pointer = `user:${id}`): Promise<void> {
  await commands().hset(keys.user(id), { username, password: hash });
  await commands().set(keys.username(username), pointer);
  await commands().set(keys.totalUsers, Math.max(Number(id), Number(await commands().get(keys.totalUsers))));
}

/** What a process keeps in memory about people. */
function forget(): void {
  oncePerProcess("users.names", () => new Map()).clear();
  oncePerProcess("users.everyone", () => new Set()).clear();
  oncePerProcess("users.likenesses", () => new Map()).clear();
}

const refused = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  await whenReady();
  hash = await passwords.hash("a good password");
});
beforeEach(async () => {
  await commands().flushall();
  forget();
});

describe("registering", () => {
  test("writes a person as the siblings do, in General, with nothing unread", async () => {
    await commands().zadd(keys.room("0"), "17.5", "the last message");
    const account = await users.register("  Mary ", "a good password");
    expect(account).toEqual({ id: "1", username: "Mary" });
    expect(await commands().get(keys.username("Mary"))).toBe("user:1");
    expect(await commands().hgetall(keys.user("1"))).toEqual({
      username: "Mary",
      password: expect.stringMatching(/^\$2b\$10\$.{53}$/),
    });
    expect(await commands().smembers(keys.userRooms("1"))).toEqual(["0"]);
    expect(await commands().hgetall(keys.reads("1"))).toEqual({ "0": "17.5" });
  });

  test("one name at once by twelve people gives it to one, and leaves nothing of the others", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => users.register("Mary", "a good password")));
    const [winner, ...others] = tries.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(others).toEqual([]);
    const reasons = tries.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(reasons).toEqual(Array(11).fill(refused("conflict")));
    expect(await commands().get(keys.username("Mary"))).toBe(`user:${winner?.id}`);
    const left = (await commands().keys("*user:*")).sort();
    expect(left).toEqual([`user:${winner?.id}`, `user:${winner?.id}:rooms`]);
    expect(await users.list({})).toEqual([{ id: winner?.id, username: "Mary", online: false }]);
  }, 60_000);

  test("a name that is taken is a conflict, also in another form of the same letters", async () => {
    await users.register("José", "a good password");
    await expect(users.register("Jose\u0301", "another password")).rejects.toEqual(refused("conflict"));
    expect(await commands().get(keys.totalUsers)).toBe("1");
  });

  test.each(["mary", "MARY", "MaRy", "Mary "])("a name that looks like somebody's is a conflict: %s", async (alike) => {
    await users.register("Mary", "a good password");
    await expect(users.register(alike, "another password")).rejects.toEqual(refused("conflict"));
    expect(await commands().get(keys.totalUsers)).toBe("1");
  });

  test.each(["pab1o", "PABLO", "раЬӏо"])(
    "a name that looks like that of somebody whom a sibling has registered is a conflict: %s",
    async (alike) => {
      await users.list({});
      await person("5", "pablo");
      await expect(users.register(alike, "a good password")).rejects.toEqual(
        expect.objectContaining({ code: "conflict", message: expect.stringContaining("pablo") }),
      );
    },
  );

  test("of names that look alike, at once by twelve people, one is given, and nothing is left of the others", async () => {
    const names = ["Mary", "mary", "MARY", "mARY", "MAry", "maRY"];
    const tries = await Promise.allSettled([...names, ...names].map((name) => users.register(name, "a good password")));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = tries.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(reasons).toEqual(Array(11).fill(refused("conflict")));
    expect((await commands().keys("username:*")).length).toBe(1);
    expect((await commands().keys("user:*")).length).toBe(2);
    expect(await commands().keys("*claim*")).toEqual([]);
  }, 60_000);

  test("a name is free again when nobody has it any more", async () => {
    await users.register("Mary", "a good password");
    await expect(users.register("mary", "a good password")).rejects.toEqual(refused("conflict"));
    await commands().del(keys.username("Mary"));
    expect((await users.register("mary", "a good password")).username).toBe("mary");
  });

  test("what a process that died was about to take is free when its claim has expired", async () => {
    const claims = likenesses("Mary").map(keys.nameClaim);
    for (const claim of claims) await commands().set(claim, "user:99", "EX", 1_000);
    await expect(users.register("Mary", "a good password")).rejects.toEqual(refused("conflict"));
    for (const claim of claims) await commands().pexpire(claim, 1);
    await vi.waitUntil(async () => !(await commands().exists(claims[0] as string)));
    expect((await users.register("Mary", "a good password")).username).toBe("Mary");
    expect(await commands().keys("*claim*")).toEqual([]);
  });

  test.each([
    ["", "a good password"],
    ["admin", "a good password"],
    ["Mary", "short"],
    ["Mary", "é".repeat(37)],
  ])("as %s with the password %s is refused, and writes nothing", async (username, password) => {
    await expect(users.register(username, password)).rejects.toEqual(refused("invalid"));
    expect(await commands().dbsize()).toBe(0);
  });
});

describe("signing in", () => {
  test("works for who registered here, however they write the letters of their name", async () => {
    await users.register("José", "a good password");
    expect((await users.authenticate("José", "a good password")).account).toEqual({ id: "1", username: "José" });
    expect((await users.authenticate(" Jose\u0301", "a good password")).account).toEqual({ id: "1", username: "José" });
  });

  test("works for the demo people", async () => {
    await seed(passwords.hash);
    expect((await users.authenticate("Mary", "password123")).account).toEqual({ id: "3", username: "Mary" });
  });

  test.each([
    ["user:5", "mary"],
    ["5", "mary"],
    ["user:5", " a name that we would not take! "],
  ])("works for who registered at a sibling: %s, %s", async (pointer, name) => {
    await person("5", name, pointer);
    expect((await users.authenticate(name, "a good password")).account).toEqual({ id: "5", username: name });
  });

  test("works with a hash of Java, and with a hash of any sensible cost", async () => {
    await person("5", "mary");
    await commands().hset(keys.user("5"), "password", hash.replace("$2b$", "$2a$"));
    expect((await users.authenticate("mary", "a good password")).account.id).toBe("5");
  });

  test("is refused in the same words for a wrong password and an unknown name", async () => {
    await person("5", "mary");
    const answers = await Promise.all(
      [
        ["mary", "a wrong password"],
        ["nobody", "a good password"],
        ["MARY", "a good password"],
      ].map(([name, password]) =>
        users.authenticate(name as string, password as string).catch((error: Refused) => error.body),
      ),
    );
    expect(answers).toEqual(Array(3).fill({ code: "unauthenticated", message: expect.stringContaining("do not fit") }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test.each([
    ["an unknown name", "nobody"],
    ["a name that points nowhere", "lost"],
    ["a person without a password", "bare"],
    ["a person whose hash is something else", "odd"],
    ["a person whose hash would take minutes", "slow"],
    ["a very long name", "m".repeat(100_000)],
  ])("%s costs one comparison, like a person who exists", async (_what, name) => {
    await commands().set(keys.username("lost"), "user:99");
    await person("6", "bare");
    await commands().hdel(keys.user("6"), "password");
    await person("7", "odd");
    await commands().hset(keys.user("7"), "password", "a good password");
    await person("8", "slow");
    await commands().hset(keys.user("8"), "password", hash.replace("$10$", "$20$"));
    const before = compared();
    await expect(users.authenticate(name, "a good password")).rejects.toEqual(refused("unauthenticated"));
    expect(compared() - before).toBe(1);
  });

  test("an empty password fits nobody, not even who does not exist", async () => {
    await expect(users.authenticate("nobody", "")).rejects.toEqual(refused("unauthenticated"));
  });

  /** How many tasks the workers have done. */
  const compared = () =>
    oncePerProcess<{ completed: number }>("passwords", () => expect.unreachable("the workers run by now")).completed;
});

describe("names", () => {
  test("are found by id, each asked for once in the life of the process", async () => {
    await person("5", "mary");
    expect(await users.names(["5", "5", "6", "x", "__proto__"])).toEqual(new Map([["5", "mary"]]));
    await commands().del(keys.user("5"));
    expect(await users.names(["5"])).toEqual(new Map([["5", "mary"]]));
  });

  test("of people who did not exist are looked for again", async () => {
    expect((await users.names(["5"])).size).toBe(0);
    await person("5", "mary");
    expect((await users.names(["5"])).get("5")).toBe("mary");
  });

  test("are asked for again when somebody is forgotten, also what was on its way", async () => {
    await person("5", "mary");
    await person("6", "alex");
    expect((await users.names(["5"])).get("5")).toBe("mary");
    await commands().hset(keys.user("5"), "username", "Deleted account");
    users.forget("5");
    expect((await users.names(["5"])).get("5")).toBe("Deleted account");
    const reading = users.names(["6"]);
    users.forget("6");
    await Promise.all([reading, commands().hset(keys.user("6"), "username", "Deleted account")]);
    expect((await reading).get("6")).toBe("alex");
    expect((await users.names(["6"])).get("6")).toBe("Deleted account");
  });

  test("whoever remembers people elsewhere is told whom to forget", async () => {
    const heard: (string | undefined)[] = [];
    users.onForget((userId) => heard.push(userId));
    users.forget("5");
    users.forget();
    expect(heard).toEqual(["5", undefined]);
  });

  test("come in the order that was asked for, with who is online", async () => {
    await person("5", "mary");
    await person("6", "alex");
    await commands().sadd(keys.onlineUsers, "6");
    expect(await users.byIds(["6", "7", "5"])).toEqual([
      { id: "6", username: "alex", online: true },
      { id: "5", username: "mary", online: false },
    ]);
  });
});

/** How often Redis was asked with this command. */
async function asked(command: string): Promise<number> {
  return Number(
    /:calls=(\d+)/.exec((await commands().info("commandstats")).split(`cmdstat_${command}`)[1] ?? "")?.[1] ?? 0,
  );
}

describe("the list of people", () => {
  const found = async (wanted: Parameters<typeof users.list>[0]) =>
    (await users.list(wanted)).map(({ username }) => username);
  beforeEach(async () => {
    for (const [index, name] of ["mary", "Rosemary", "Mara", "joe"].entries()) await person(String(index + 1), name);
  });

  test("is searched by a part of the name, with those first that begin with it", async () => {
    expect(await found({ q: "MAR" })).toEqual(["Mara", "mary", "Rosemary"]);
    expect(await found({ q: "*" })).toEqual([]);
  });

  test("is of those who are online, or of those who are asked for by id", async () => {
    await commands().sadd(keys.onlineUsers, "4", "99", "not an id");
    expect(await found({ online: true })).toEqual(["joe"]);
    expect(await found({ ids: ["2", "99", "-1"] })).toEqual(["Rosemary"]);
  });

  test("has nobody whose name belongs to somebody else, but has them when it is theirs", async () => {
    await commands().hset(keys.user("5"), { username: "mary", password: hash });
    await commands().set(keys.totalUsers, 6);
    expect((await users.list({ q: "mary" })).map(({ id }) => id)).toEqual(["1", "2"]);
    await person("6", "marylou");
    expect(await found({ q: "marylou" })).toEqual(["marylou"]);
  });

  test.each(["3000000", "9999999999", "1e300", "Infinity"])(
    "is found without asking for everybody whom a wrong counter promises: %s",
    async (total) => {
      await commands().set(keys.totalUsers, total);
      const before = await asked("hmget");
      expect(await found({ q: "mar" })).toEqual(["Mara", "mary", "Rosemary"]);
      expect((await asked("hmget")) - before).toBeLessThanOrEqual(2 * NOBODIES_MAX + 1_000);
    },
  );

  test("has those who registered after the counter went wrong, and nobody may be called like them", async () => {
    await commands().set(keys.totalUsers, 3_000_000);
    await users.register("Ines", "a good password");
    forget();
    expect((await users.list({ q: "ines" })).map(({ id }) => id)).toEqual(["3000001"]);
    forget();
    await expect(users.register("ines", "a good password")).rejects.toEqual(refused("conflict"));
  });

  test("says so in the log where the counter goes far beyond the people, and only there", async () => {
    const warn = vi.spyOn(log, "warn");
    oncePerProcess("log.said", () => new Map<string, unknown>()).clear();
    const warned = () => warn.mock.calls.map(([details]) => details);
    await person("4500", "far");
    expect(await found({ q: "far" })).toEqual(["far"]);
    expect(warned()).toEqual([]);
    await commands().set(keys.totalUsers, 3_000_000);
    await found({});
    expect(warned()).toEqual([expect.objectContaining({ total: 3_000_000 })]);
    warn.mockRestore();
  });

  test.each(["-5", "poison", "0"])("is empty where the counter is %s", async (total) => {
    await commands().set(keys.totalUsers, total);
    expect(await found({})).toEqual([]);
  });

  test("has who is behind ids that are nobody's, as many as failed registrations may leave", async () => {
    await person("3500", "late");
    expect(await found({ q: "late" })).toEqual(["late"]);
  });

  test("has a hundred at most", async () => {
    const batch = commands().pipeline();
    for (let id = 5; id <= 1_505; id++)
      batch.hset(keys.user(`${id}`), "username", `u${id}`).set(keys.username(`u${id}`), `user:${id}`);
    await batch.set(keys.totalUsers, 1_505).exec();
    expect(await found({})).toHaveLength(100);
    expect(await found({ q: "u1505" })).toEqual(["u1505"]);
  });
});
