import { describe, expect, test, vi } from "vitest";
import { BadSetting, readEnv } from "./env";

const SECRET = "s".repeat(32);
const good = { REDIS_URL: "redis://127.0.0.1:6379", SESSION_SECRET: SECRET };

function complaint(source: Record<string, string | undefined>): string {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof BadSetting) return error.message;
    throw error;
  }
  return "";
}

test("an address of Redis and a secret are enough", () => {
  expect(readEnv(good)).toEqual({
    PORT: 3000,
    HOST: "0.0.0.0",
    REDIS_URL: "redis://127.0.0.1:6379",
    REDIS_TLS_VERIFY: true,
    SESSION_SECRET: [SECRET],
    DEMO_DATA: true, // tests are not production
    ALLOWED_ORIGINS: [],
    TRUST_PROXY: false,
    RATE_LIMITS: "on",
    RELAY: "single",
    LOG_LEVEL: "info",
    METRICS_TOKEN: [],
  });
});

test("in production there are no demo people unless somebody wants them", async () => {
  vi.stubEnv("NODE_ENV", "production");
  vi.resetModules();
  const production = await import("./env");
  expect(production.readEnv(good).DEMO_DATA).toBe(false);
  expect(production.readEnv({ ...good, DEMO_DATA: "true" }).DEMO_DATA).toBe(true);
  vi.unstubAllEnvs();
});

test("an empty variable is as good as none", () => {
  expect(readEnv({ ...good, PORT: "", ALLOWED_ORIGINS: "", LOG_LEVEL: "" })).toEqual(readEnv(good));
  expect(complaint({ ...good, SESSION_SECRET: "" })).toContain("SESSION_SECRET");
});

test("lists are taken apart, and what is told is believed", () => {
  const read = readEnv({
    ...good,
    SESSION_SECRET: `${SECRET}, ${"t".repeat(40)}`,
    ALLOWED_ORIGINS: "https://chat.example.org/ , http://localhost:3000",
    PORT: "0",
    PAGES: "thread",
    DEMO_DATA: "false",
    REDIS_TLS_VERIFY: "false",
    TRUST_PROXY: "true",
    RATE_LIMITS: "off",
    METRICS_TOKEN: "the first of them all,and the second one",
    ROOM_MAX_MESSAGES: "100",
  });
  expect(read).toMatchObject({
    SESSION_SECRET: [SECRET, "t".repeat(40)],
    ALLOWED_ORIGINS: ["https://chat.example.org", "http://localhost:3000"],
    PORT: 0,
    DEMO_DATA: false,
    REDIS_TLS_VERIFY: false,
    TRUST_PROXY: true,
    RATE_LIMITS: "off",
    PAGES: "thread",
    METRICS_TOKEN: ["the first of them all", "and the second one"],
    ROOM_MAX_MESSAGES: 100,
  });
});

describe("a bad setting says its name, the rule and an example, and never the value:", () => {
  test.each([
    ["PORT", "seventeen", "0 to 65535"],
    ["PORT", "70000", "0 to 65535"],
    ["PORT", "-1", "0 to 65535"],
    ["PORT", "3000.5", "0 to 65535"],
    ["REDIS_URL", "http://user:geheim@example.org", "redis://"],
    ["REDIS_URL", "redis://user:geheim@example.org:port", "redis://"],
    ["REDIS_URL", "redis://user:gehe%im@example.org", "redis://"],
    ["REDIS_URL", "redis://user:geheim@example.org/db", "redis://"],
    ["REDIS_TLS_VERIFY", "yes", "true or false"],
    ["SESSION_SECRET", "geheim", "at least 32 characters"],
    ["SESSION_SECRET", `${SECRET},geheim`, "at least 32 characters"],
    ["SESSION_SECRET", undefined, "is required"],
    ["REDIS_URL", undefined, "is required"],
    ["DEMO_DATA", "1", "true or false"],
    ["ALLOWED_ORIGINS", "chat.example.com", "list of origins"],
    ["ALLOWED_ORIGINS", "https://chat.example.org/path", "list of origins"],
    ["TRUST_PROXY", "on", "true or false"],
    ["RATE_LIMITS", "none", "on or off"],
    ["PAGES", "both", "process or thread"],
    ["LOG_LEVEL", "loud", "one of trace, debug"],
    ["METRICS_TOKEN", "geheim", "at least 16 characters"],
    ["METRICS_TOKEN", "sixteen characters and,geheim", "at least 16 characters"],
    ["ROOM_MAX_MESSAGES", "99", "at least 100"],
    ["ROOM_MAX_MESSAGES", "1000.5", "whole number"],
    ["ROOM_MAX_MESSAGES", "many", "whole number"],
  ])("%s=%s", (name, value, rule) => {
    const message = complaint({ ...good, [name]: value });
    const lines = message.split("\n").slice(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^  ${name} .*Example: .`));
    expect(lines[0]).toContain(rule);
    if (value) expect(message).not.toContain(value);
    expect(message).not.toContain("geheim");
  });

  test("all of them at once", () => {
    const message = complaint({ PORT: "x", LOG_LEVEL: "y" });
    for (const name of ["PORT", "LOG_LEVEL", "REDIS_URL", "SESSION_SECRET"]) expect(message).toContain(`  ${name} `);
  });
});

describe("the address of Redis", () => {
  const found = (source: Record<string, string>) => readEnv({ SESSION_SECRET: SECRET, ...source }).REDIS_URL;

  test("is looked for in the variables of the hosts, in this order", () => {
    const all = { REDIS_TLS_URL: "rediss://tls", REDISCLOUD_URL: "redis://cloud", REDIS_ENDPOINT_URL: "endpoint:1" };
    expect(found({ REDIS_URL: "redis://own", ...all })).toBe("redis://own");
    expect(found(all)).toBe("rediss://tls");
    expect(found({ ...all, REDIS_TLS_URL: "" })).toBe("redis://cloud");
    expect(found({ REDIS_ENDPOINT_URL: "endpoint:1" })).toBe("redis://endpoint:1");
  });

  test.each([
    ["redis.example.org:6379", "p@ss/word", "redis://:p%40ss%2Fword@redis.example.org:6379"],
    ["redis://redis.example.org:6379", "secret", "redis://:secret@redis.example.org:6379"],
    ["rediss://redis.example.org:6379", "secret", "rediss://:secret@redis.example.org:6379"],
  ])("is put together of the endpoint %s and its password", (endpoint, password, url) => {
    expect(found({ REDIS_ENDPOINT_URL: endpoint, REDIS_PASSWORD: password })).toBe(url);
  });

  test.each(["/run/redis.sock", "unix:///run/redis.sock", "redis://h:secret@[::1]:6379/3"])("may be %s", (url) => {
    expect(found({ REDIS_URL: url })).toBe(url);
  });
});
