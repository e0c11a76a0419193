import {
  Agent,
  request as ask,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { pipeline } from "node:stream";

export const HEADERS_MAX_BYTES = 128 * 1024; // what a client may send, with what we add, and an address that grows as it is encoded

/** A way to hand requests to a server that listens at `socketPath`. */
export function createHandOver(socketPath: string) {
  const agent = new Agent({ keepAlive: true });
  const unanswered = new Set<ClientRequest>();

  /** Has a request answered there. Throws if not a word of an answer has come, so that it can be answered otherwise. */
  function handOver(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return new Promise((resolve, reject) => {
      const { method, url: path } = request;
      const headers = endToEnd(request.headers);
      const asked = ask({ agent, socketPath, method, path, headers, maxHeaderSize: HEADERS_MAX_BYTES });
      unanswered.add(asked);
      asked.once("close", () => unanswered.delete(asked));
      asked.once("error", reject);
      asked.once("response", (answer) => {
        unanswered.delete(asked);
        response.writeHead(answer.statusCode as number, endToEnd(answer.headers));
        pipeline(answer, response, () => resolve()); // what breaks off there breaks off here
      });
      response.once("close", () => asked.destroy());
      asked.end();
    });
  }

  return {
    handOver,
    /** Nobody waits any longer for the first word of an answer. */
    giveUp: () => {
      for (const asked of unanswered) asked.destroy();
    },
    end: () => agent.destroy(),
  };
}

/** The headers but those that are about the connection. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
}

const OF_THE_CONNECTION = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
