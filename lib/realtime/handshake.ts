import type { IncomingMessage } from "node:http";
import { type ErrorBody, Refused, unauthenticated } from "../errors";
import type { RoomId, UserId } from "../events";
import { SOCKETS_PER_PERSON_MAX, SOCKETS_PER_SESSION_MAX } from "../limits";
import { log } from "../log";
import { isAllowedOrigin } from "../origin";
import { remoteAddress } from "../own-headers";
import { type HeaderReader, headersOf, isPlain, sealedFrom } from "../session-cookie";
import type * as sessions from "../sessions";
import type { Viewer } from "../sessions";
import { told } from "../told";
import { type Arrival, type Audience, type Io, namesOf, sessionName, userName } from "./audience";
import type { News } from "./news";

export interface Door {
  sessions: Pick<typeof sessions, "findAnd">;
  memberships: { list(userId: UserId): Promise<RoomId[]> };
  audience: Pick<Audience, "count">;
  rates: { handshake(address: string): Promise<void> };
  news: Pick<News, "now">;
}

/**
 * Refuses a page of another website; the browser names it. A command line has no Origin, and no cookie by accident.
 * Refuses what came unencrypted to a proxy that could do better.
 */
export function allowRequest(
  request: IncomingMessage,
  decide: (message: string | null | undefined, allowed: boolean) => void,
): void {
  const { origin } = request.headers;
  const reason = refusalOf(origin, headersOf(request.headers));
  if (reason)
    log.info({ address: remoteAddress(request), origin: origin?.slice(0, 200), reason }, "a handshake was refused");
  decide(reason, reason === null);
}

function refusalOf(origin: string | undefined, header: HeaderReader): string | null {
  if (isPlain(header)) return "This connection is not encrypted.";
  return origin === undefined || isAllowedOrigin(origin, header) ? null : "This origin is not allowed.";
}

/** Lets in who has a session, once by each line; the socket then knows who it is and which rooms are theirs. */
export function guard(io: Io, door: Door): void {
  const used = new WeakSet<object>(); // lines by which somebody enters, or has, if they left again, too
  io.use(async (socket, next) => {
    const { conn, request } = socket;
    if (used.has(conn)) return next(refusal(unauthenticated().body));
    used.add(conn);
    try {
      socket.data = await admit(door, request, ({ viewer }) => socket.join(namesOf(viewer, [])));
      refuseOthersPage(socket.handshake.auth, socket.data.viewer);
      next();
    } catch (error) {
      used.delete(conn);
      next(refusal(told(error)));
    }
  });
}

/** A page may have been left open by who was signed in before: with this cookie it would speak as somebody else. */
function refuseOthersPage({ userId }: Record<string, unknown>, viewer: Viewer): void {
  if (userId !== undefined && userId !== viewer.id) throw unauthenticated();
}

/**
 * Who may listen, by socket or by stream, and to which rooms. Whoever is let in is to be counted by `seat` at once: many
 * may ask for the last place in the same moment. Throws `rate_limited`, `unauthenticated`.
 */
export async function admit(door: Door, request: IncomingMessage, seat: (arrival: Arrival) => void): Promise<Arrival> {
  try {
    await door.rates.handshake(remoteAddress(request));
    const since = door.news.now();
    const sealed = sealedFrom(headersOf(request.headers));
    const known = await door.sessions.findAnd(sealed, door.memberships.list);
    if (!known) throw unauthenticated();
    const { viewer, found: rooms } = known;
    refuseMany(door.audience, sessionName(viewer.id, viewer.sessionId), SOCKETS_PER_SESSION_MAX);
    refuseMany(door.audience, userName(viewer.id), SOCKETS_PER_PERSON_MAX);
    const arrival = { viewer, rooms, since };
    seat(arrival);
    return arrival;
  } catch (error) {
    if (error instanceof Refused)
      log.info({ address: remoteAddress(request), reason: error.code }, "a handshake was refused");
    throw error;
  }
}

function refuseMany(audience: Door["audience"], name: string, max: number): void {
  if (audience.count(name) >= max) throw new Refused("rate_limited", `At most ${max} tabs at once.`, 30);
}

const refusal = (body: ErrorBody) => Object.assign(new Error(body.message), { data: body });
