import type { IncomingMessage } from "node:http";
import { type ErrorBody, unauthenticated } from "../errors";
import type { RoomId, UserId } from "../events";
import { isAllowedOrigin } from "../origin";
import { headersOf, sealedFrom } from "../session-cookie";
import type { Viewer } from "../sessions";
import { told } from "../told";
import type { Io } from "./audience";

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
      socket.data.viewer = viewer;
      socket.data.rooms = await memberships.list(viewer.id);
      next();
    } catch (error) {
      next(refusal(told(error)));
    }
  });
}

const refusal = (body: ErrorBody) => Object.assign(new Error(body.message), { data: body });
