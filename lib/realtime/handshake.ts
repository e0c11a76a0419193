import type { IncomingMessage } from "node:http";
import { type ErrorBody, Refused, unauthenticated } from "../errors";
import type { RoomId, UserId } from "../events";
import { SOCKETS_PER_SESSION_MAX } from "../limits";
import { isAllowedOrigin } from "../origin";
import { headersOf, sealedFrom } from "../session-cookie";
import type { Viewer } from "../sessions";
import { told } from "../told";
import { type Io, sessionName } from "./audience";

interface Parts {
  sessions: { find(sealed: string | undefined): Promise<Viewer | null> };
  memberships: { list(userId: UserId): Promise<RoomId[]> };
}

/** Refuses a page of another website; the browser names it. A command line has no Origin, and no cookie by accident. */
export function allowRequest(
  request: IncomingMessage,
  decide: (message: string | null | undefined, allowed: boolean) => void,
): void {
  const { origin } = request.headers;
  const allowed = origin === undefined || isAllowedOrigin(origin, headersOf(request.headers));
  decide(allowed ? null : "This origin is not allowed.", allowed);
}

/** Lets in who has a session; the socket then knows who it is and which rooms are theirs. */
export function guard(io: Io, { sessions, memberships }: Parts): void {
  io.use(async (socket, next) => {
    try {
      const viewer = await sessions.find(sealedFrom(headersOf(socket.handshake.headers)));
      if (!viewer) throw unauthenticated();
      refuseOthersPage(socket.handshake.auth, viewer);
      socket.data.viewer = viewer;
      const tabs = io.of("/").adapter.rooms.get(sessionName(viewer.id, viewer.sessionId))?.size ?? 0;
      if (tabs >= SOCKETS_PER_SESSION_MAX) throw tooManyTabs();
      socket.data.rooms = await memberships.list(viewer.id);
      next();
    } catch (error) {
      next(refusal(told(error)));
    }
  });
}

/** A page may have been left open by who was signed in before: with this cookie it would speak as somebody else. */
function refuseOthersPage({ userId }: Record<string, unknown>, viewer: Viewer): void {
  if (userId !== undefined && userId !== viewer.id) throw unauthenticated();
}

const tooManyTabs = () => new Refused("rate_limited", `At most ${SOCKETS_PER_SESSION_MAX} tabs at once.`, 30);

const refusal = (body: ErrorBody) => Object.assign(new Error(body.message), { data: body });
