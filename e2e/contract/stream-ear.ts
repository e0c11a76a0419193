import type { Banter } from "../servers";
import { createHeard, type Heard } from "./heard";

export interface StreamEar extends Heard {
  /** The id of the last event that had one: where to resume. */
  lastId(): string | undefined;
  /** Resolves when the stream has ended. */
  closed: Promise<void>;
  close(): void;
}

export interface StreamOptions {
  lastEventId?: string;
  after?: string;
  /** Called with each event; from the one for which it answers false on, nothing is heard any more. */
  goOn?: (event: string, payload: unknown) => boolean;
}

/** Server-Sent Events, read as they come. */
export async function listenByStream(
  server: Pick<Banter, "url">,
  cookie: string,
  { lastEventId, after, goOn = () => true }: StreamOptions = {},
): Promise<StreamEar> {
  const leaving = new AbortController();
  const response = await fetch(`${server.url}/api/stream${after ? `?after=${after}` : ""}`, {
    headers: { cookie, ...(lastEventId && { "Last-Event-ID": lastEventId }) },
    signal: leaving.signal,
  });
  if (!response.ok || !response.body) throw new Error(`no stream: ${response.status} ${await response.text()}`);
  const heard = createHeard();
  let last: string | undefined;

  async function read(lines: AsyncIterable<string>): Promise<void> {
    let event = "message";
    let id: string | undefined;
    let data = "";
    for await (const line of lines) {
      if (line.startsWith("event: ")) event = line.slice(7);
      else if (line.startsWith("id: ")) id = line.slice(4);
      else if (line.startsWith("data: ")) data += line.slice(6);
      else if (line === "" && data !== "") {
        last = id ?? last;
        const payload = JSON.parse(data);
        heard.add(event, payload);
        if (!goOn(event, payload)) return leaving.abort();
        [event, id, data] = ["message", undefined, ""];
      }
    }
  }

  const closed = read(linesOf(response.body)).catch((error: Error) => {
    if (!leaving.signal.aborted) throw error;
  });
  return { ...heard, lastId: () => last, closed, close: () => leaving.abort() };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
