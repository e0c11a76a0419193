import * as z from "zod";

const flag = (byDefault: boolean) =>
  z
    .enum(["true", "false"], { error: "is true or false" })
    .transform((value) => value === "true")
    .default(byDefault);

const port = z.coerce.number({ error: "is a port, 0 to 65535" }).int().min(0).max(65_535);

const redisUrl = z.string().refine((url) => /^(unix:\/\/)?\//.test(url) || isRedisUrl(url), {
  error: "has the form redis://user:password@host:port/number, or rediss://, or is the path of a unix socket",
});

/** What cannot be read would stop the process later, and be printed then. */
function isRedisUrl(text: string): boolean {
  try {
    const { protocol, username, password, pathname } = new URL(text);
    decodeURIComponent(username + password);
    return /^rediss?:$/.test(protocol) && /^(\/\d*)?$/.test(pathname);
  } catch {
    return false;
  }
}

const secrets = z
  .string({ error: "is required: it seals the session cookies" })
  .transform((value) => value.split(",").map((secret) => secret.trim()))
  .refine((list) => list.every((secret) => secret.length >= 32), {
    error: "has at least 32 characters (each, where a comma-separated list rotates them)",
  });

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const tokens = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((token) => token.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every((token) => token.length >= 16), {
    error: "has at least 16 characters (each, where a comma-separated list rotates them)",
  });

const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  REDIS_URL: redisUrl,
  REDIS_TLS_VERIFY: flag(true),
  SESSION_SECRET: secrets,
  DEMO_DATA: flag(process.env.NODE_ENV !== "production"),
  ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((origin) => origin.trim().replace(/\/$/, ""))
        .filter(Boolean),
    )
    .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), {
      error: "is a comma-separated list of origins",
    }),
  TRUST_PROXY: flag(process.env.DYNO !== undefined),
  RATE_LIMITS: z.enum(["on", "off"], { error: "is on or off" }).default("on"),
  RELAY: z.enum(["single", "rooms"], { error: "is single or rooms" }).default("single"),
  PAGES: z.enum(["process", "thread"], { error: "is process or thread" }).optional(),
  LOG_LEVEL: z.enum(levels, { error: `is one of ${levels.join(", ")}` }).default("info"),
  METRICS_TOKEN: tokens,
  ROOM_MAX_MESSAGES: z.coerce
    .number({ error: "is a whole number, at least 100" })
    .int({ error: "is a whole number, at least 100" })
    .min(100, { error: "is a whole number, at least 100" })
    .optional(),
});

export type Env = z.output<typeof schema>;
export type RedisEnv = Pick<Env, "REDIS_URL" | "REDIS_TLS_VERIFY">;

const EXAMPLES: Record<string, string> = {
  PORT: "3000",
  HOST: "0.0.0.0",
  REDIS_URL: "redis://127.0.0.1:6379",
  REDIS_TLS_VERIFY: "false",
  SESSION_SECRET: "the output of: openssl rand -hex 32",
  DEMO_DATA: "true",
  ALLOWED_ORIGINS: "https://chat.example.org,https://www.example.org",
  TRUST_PROXY: "true",
  RATE_LIMITS: "on",
  RELAY: "single",
  PAGES: "process",
  LOG_LEVEL: "info",
  METRICS_TOKEN: "the output of: openssl rand -hex 16",
  ROOM_MAX_MESSAGES: "10000",
};

/** A setting that stops the boot: names the variable, the rule and an example, never the value. */
export class BadSetting extends Error {}

let checked: Env | undefined;

/** The settings, checked once. Throws `BadSetting`. */
export function env(): Env {
  checked ??= readEnv(process.env);
  return checked;
}

/** The settings, for who starts a process: a bad one is said on stderr, and ends it. */
export function envOrExit(): Env {
  try {
    return env();
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

/** Reads the settings out of `source`. Throws `BadSetting`. */
export const readEnv = (source: Record<string, string | undefined>): Env => read(schema, source);

/** Where Redis is: all that a command of the operator has to know. Throws `BadSetting`. */
export const readRedisEnv = (source: Record<string, string | undefined>): RedisEnv =>
  read(schema.pick({ REDIS_URL: true, REDIS_TLS_VERIFY: true }), source);

function read<T>(wanted: z.ZodType<T>, source: Record<string, string | undefined>): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = wanted.safeParse({ ...given, REDIS_URL: findRedisUrl(given) });
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => {
    const name = path[0] === "REDIS_URL" ? redisVariable(given) : String(path[0]);
    return `  ${name} ${given[name] === undefined && message.startsWith("Invalid") ? "is required" : message}. Example: ${EXAMPLES[String(path[0])]}`;
  });
  throw new BadSetting(`Banter cannot start:\n${lines.join("\n")}`);
}

function redisVariable(source: Record<string, string | undefined>): string {
  const names = ["REDIS_URL", "REDIS_TLS_URL", "REDISCLOUD_URL", "REDIS_ENDPOINT_URL"];
  return names.find((name) => source[name] !== undefined) ?? "REDIS_URL";
}

function findRedisUrl(source: Record<string, string | undefined>): string | undefined {
  const named = source.REDIS_URL ?? source.REDIS_TLS_URL ?? source.REDISCLOUD_URL;
  if (named || !source.REDIS_ENDPOINT_URL) return named;
  const endpoint = source.REDIS_ENDPOINT_URL.replace(/^redis:\/\//, "");
  const password = source.REDIS_PASSWORD ? `:${encodeURIComponent(source.REDIS_PASSWORD)}@` : "";
  return endpoint.startsWith("rediss://")
    ? endpoint.replace("rediss://", `rediss://${password}`)
    : `redis://${password}${endpoint}`;
}
