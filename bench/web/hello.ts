/** A dynamic hello-world of the Next that Banter uses, built and served as Banter is: by a server of its own. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { freePort } from "../../scripts/port.mjs";
import { dataDir, run, tool } from "../../scripts/programs.mjs";
import { startServer, untilReady } from "../../scripts/server-process.mjs";

const { version } = createRequire(import.meta.url)("next/package.json") as { version: string };

export interface Hello {
  url: string;
  pid: number;
}

/** Runs something beside a hello-world, and ends it. */
export async function besideHello<T>(use: (hello: Hello) => Promise<T>): Promise<T> {
  const folder = join(dataDir, `hello-next-${version}`); // inside of the project: there node_modules is found
  await build(folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, "server.log");
  const server = startServer(["server.mjs"], {
    env: { NODE_ENV: "production", PORT: String(port) },
    cwd: folder,
    log,
  });
  try {
    await untilReady(url, server, log, "/");
    return await use({ url, pid: server.pid });
  } finally {
    await server.kill();
  }
}

async function build(folder: string): Promise<void> {
  if (existsSync(join(folder, ".next/BUILD_ID"))) return;
  mkdirSync(join(folder, "app"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await run(...tool("next", "build"), { cwd: folder, env });
}

const FILES = {
  "package.json": '{ "private": true, "type": "module" }',
  "next.config.js": "export default {};",
  "app/layout.jsx": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
  "app/page.jsx": `import { headers } from "next/headers";
export default async function Page() {
  await headers();
  return <h1>Hello, world</h1>;
}`,
  "server.mjs": `import { createServer } from "node:http";
import next from "next";
const app = next({ dev: false, dir: import.meta.dirname });
await app.prepare();
const handle = app.getRequestHandler();
createServer((request, response) => handle(request, response)).listen(Number(process.env.PORT), "127.0.0.1");`,
};
