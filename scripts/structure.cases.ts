/** Which file may not import what, and what it may. */

const both = (folder: string, ...paths: string[]) => paths.flatMap((path) => [`${folder}${path}`, `@/${path}`]);
const NOUNS = ["users", "sessions", "passwords", "rooms", "memberships", "messages", "reads", "presence"];
const nouns = NOUNS.map((noun) => `lib/${noun}`);
const FRONT = ["app/rooms/page", "components/rooms/list"];
const WEB = ["next", "next/headers", "react", "react/jsx-runtime", "react-dom"];

export const forbidden: Record<string, string[]> = {
  "lib/redis/case.ts": [
    ...both("../../", ...nouns, "lib/realtime/delivery", "lib/web/route", "lib/client/timeline", ...FRONT),
    ...NOUNS.map((noun) => `../${noun}`),
    ...[
      "../users.js",
      "../told",
      "@/lib/rates",
      "../realtime/delivery",
      "../web/route",
      "../client/timeline",
      ...WEB,
      "socket.io",
    ],
  ],
  "lib/case.ts": [
    ...both("../", "lib/realtime/delivery", "lib/web/route", "lib/client/timeline", ...FRONT),
    ...["./realtime/delivery", "./web/route", "./client/timeline", ...WEB, "socket.io", "ioredis"],
  ],
  "lib/events.ts": [
    "node:fs",
    "node:fs/promises",
    "./env",
    "@/lib/log",
    "./redis/client",
    "@/lib/redis/keys",
    "./users",
    "./users.js",
    "@/lib/told",
  ],
  "lib/limits.ts": ["node:os", "./process", "@/lib/env"],
  "lib/errors.ts": ["node:http", "./log"],
  "lib/names.ts": ["./users", "./passwords"],
  "lib/likeness.ts": ["node:crypto", "./users"],
  "lib/client/case.ts": [
    ...both("../../", ...nouns, "lib/env", "lib/redis/client", "lib/realtime/delivery", "lib/web/route", ...FRONT),
    ...["../users", "../env", "../schemas", "../redis/client", ...WEB, "ioredis", "socket.io", "node:fs"],
  ],
  "lib/web/case.ts": [
    ...both("../../", "lib/redis/client", "lib/realtime/delivery", ...FRONT),
    "../redis/client",
    "ioredis",
  ],
  "lib/realtime/case.ts": [
    ...both("../../", "lib/redis/client", "lib/redis/keys", "lib/client/timeline", "lib/web/route", ...FRONT),
    ...["../redis/client", "../redis/history", "../client/timeline", ...WEB, "ioredis"],
  ],
  "components/rooms/case.tsx": [
    ...both("../../", "app/rooms/page", "lib/redis/client", "lib/realtime/delivery"),
    ...["ioredis", "socket.io"],
  ],
  "app/rooms/case.tsx": [...both("../../", "lib/redis/client", "lib/realtime/delivery"), "ioredis", "socket.io"],
  "lib/pages/case.ts": [
    ...both("../../", "lib/realtime/delivery", "lib/client/timeline", "lib/web/route", ...FRONT),
    ...["../redis/relay", "../realtime/realtime", "../prepare", "ioredis", "socket.io"],
  ],
  "pages.ts": ["ioredis", "socket.io", "./lib/redis/relay", "./lib/realtime/realtime", "./lib/prepare"],
  "server.ts": ["ioredis"],
};

export const allowed: Record<string, string[]> = {
  "lib/redis/case.ts": ["ioredis", "./client", "./keys", "../env", "@/lib/log", "../limits", "../metrics"],
  "lib/case.ts": ["./redis/client", "@/lib/redis/keys", "./users", "./events", "zod", "node:crypto"],
  "lib/events.ts": ["zod/mini", "./limits", "./errors"],
  "lib/names.ts": ["./likeness", "./alphabets", "./limits"],
  "lib/client/case.ts": [
    "./timeline",
    "../events",
    "@/lib/limits",
    "../errors",
    "../names",
    "@/lib/client/outbox",
    "socket.io-client",
  ],
  "lib/web/case.ts": ["next/headers", "../users", "@/lib/sessions", "../env"],
  "lib/realtime/case.ts": [
    "socket.io",
    "../redis/relay",
    "@/lib/redis/relay",
    "../messages",
    "@/lib/presence",
    "../env",
  ],
  "components/rooms/case.tsx": [
    "react",
    "next/link",
    "@/lib/client/timeline",
    "@/lib/rooms",
    "@/lib/web/action",
    "../ui/button",
  ],
  "app/rooms/case.tsx": ["next/navigation", "@/lib/rooms", "@/lib/web/viewer", "@/components/rooms/list", "../layout"],
  "lib/pages/case.ts": ["./renderer", "../users", "../metrics", "@/lib/limits", "node:http"],
  "pages.ts": ["./lib/redis/client", "./lib/users", "./lib/pages/renderer", "next"],
  "server.ts": ["./lib/realtime/realtime", "./lib/redis/client", "@/lib/env", "next"],
  "lib/case.test.ts": ["ioredis", "./redis/client"],
};
