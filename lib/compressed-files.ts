import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";

const SUFFIX = ".br";
const TYPES: Record<string, string> = {
  ".js": "application/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/**
 * Makes what answers the scripts and styles of a build to who reads Brotli: `folder` holds each compressed beside itself,
 * and is at `path` on the web. It returns whether it has answered. The files are read once, and kept in memory.
 */
export function compressedFiles(folder: string, path: string) {
  const files = filesIn(folder, path);
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const file = files.get(request.url?.replace(/\?.*/s, "") ?? "");
    if (!file || !isPlainGet(request) || !readsBrotli(request)) return false;
    response.writeHead(200, {
      "Content-Type": file.type,
      "Content-Encoding": "br",
      "Content-Length": file.content.length,
      "Cache-Control": "public, max-age=31536000, immutable", // the name says what is in it
      Vary: "Accept-Encoding",
    });
    response.end(request.method === "HEAD" ? undefined : file.content);
    return true;
  };
}

function filesIn(folder: string, path: string) {
  const names = listOf(folder).filter((name) => name.endsWith(SUFFIX));
  return new Map(names.map((name) => [`${path}/${name.slice(0, -SUFFIX.length)}`, fileOf(join(folder, name))]));
}

/** In development, and where nothing was built yet, there is none. */
function listOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
}

const fileOf = (path: string) => ({
  type: TYPES[extname(path.slice(0, -SUFFIX.length))],
  content: readFileSync(path),
});

const isPlainGet = ({ method, headers }: IncomingMessage) =>
  (method === "GET" || method === "HEAD") && headers.range === undefined;

const readsBrotli = ({ headers }: IncomingMessage) =>
  String(headers["accept-encoding"] ?? "")
    .split(",")
    .some((coding) => /^br(;q=(1|0?\.\d*[1-9]).*)?$/.test(coding.replace(/\s/g, "")));
