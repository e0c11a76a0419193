/** A built server with a signed-in person and a room with a past, as all of these scenarios need it. */
import { type Banter, startBanter } from "../../e2e/servers";
import { writePast } from "../../e2e/stored-rooms";
import { buildIfChanged } from "../../scripts/build.mjs";
import { pin, unpin } from "../run/pinned";

const APART_SECONDS = 30;
const WRITTEN_AT_ONCE = 1_000;

export interface Place extends Banter {
  /** The session of the person, as a header. */
  cookie: string;
  roomId: string;
  /** The page of the room. */
  page: string;
}

/** Runs something at a place with so many messages in the room, and ends the place. */
export async function at<T>(messages: number, run: (place: Place) => Promise<T>): Promise<T> {
  await buildIfChanged();
  unpin();
  const banter = await startBanter();
  try {
    return await run(await furnished(banter, messages));
  } finally {
    await banter.end();
    pin(process.pid, "driver");
  }
}

/** Sends something to the API; answers what it says. Throws for anything but success. */
export async function post(url: string, path: string, body: object, cookie?: string) {
  const answer = await fetch(`${url}/api${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path} was answered with ${answer.status}`);
  return { body: (await answer.json()) as { id: string }, cookie: answer.headers.get("set-cookie")?.split(";")[0] };
}

async function furnished(banter: Banter, messages: number): Promise<Place> {
  const { body: me, cookie = "" } = await post(banter.url, "/users", {
    username: "Reader",
    password: "correct horse battery",
  });
  const { body: room } = await post(
    banter.url,
    "/rooms",
    { kind: "closed", name: "Engineering", memberIds: ["1", "2", "3"] },
    cookie,
  );
  const past = pastOf(["1", "2", me.id, "3"], messages);
  for (let from = 0; from < messages; from += WRITTEN_AT_ONCE)
    await writePast(banter.redisUrl, room.id, past.slice(from, from + WRITTEN_AT_ONCE));
  return { ...banter, cookie, roomId: room.id, page: `${banter.url}/rooms/${room.id}` };
}

/** People who speak in pairs of messages, up to now. */
function pastOf(people: string[], messages: number) {
  const now = Math.floor(Date.now() / 1_000);
  return Array.from({ length: messages }, (_, index) => ({
    from: people[Math.floor(index / 2) % people.length] as string,
    text: `Message ${index}. ${index % 5 === 0 ? LONG : SHORT}`,
    at: now - (messages - index) * APART_SECONDS,
  }));
}

const SHORT = "I had a look at it this morning, and it seems fine to me.";
const LONG = `${SHORT} ${"What is left is the second half of the list, which nobody has begun with. ".repeat(3)}`;
