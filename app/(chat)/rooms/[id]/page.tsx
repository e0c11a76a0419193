import { randomUUID } from "node:crypto";
import { Composer } from "@/components/composer/composer";
import { Conversation } from "@/components/rooms/conversation";
import { Invitation } from "@/components/timeline/invitation";
import { Timeline } from "@/components/timeline/timeline";
import { page as shown } from "@/components/ui/page";
import { roomPath } from "@/lib/client/paths";
import { CURSOR, GENERAL } from "@/lib/events";
import * as messages from "@/lib/messages";
import * as users from "@/lib/users";
import { rememberRoom } from "@/lib/web/remember-room";
import { roomOf } from "@/lib/web/room";
import { maybeViewer, viewer } from "@/lib/web/viewer";

export async function generateMetadata({ params }: PageProps<"/rooms/[id]">) {
  const me = await maybeViewer().catch(() => null);
  const room = me && (await roomOf(me.id, decodeURIComponent((await params).id)).catch(() => null));
  return { title: room?.name ?? "Not found" };
}

/** A room: its newest page, live, or an older one. */
async function RoomPage({ params, searchParams }: PageProps<"/rooms/[id]">) {
  const { id, username } = await viewer();
  const me = { id, username };
  const roomId = decodeURIComponent((await params).id);
  const where = whereOf(await searchParams);
  const [room, page] = await Promise.all([roomOf(me.id, roomId), messages.page(me.id, roomId, where)]);
  await rememberRoom(me.id, roomId);
  const names = Object.fromEntries(await users.names(page.messages.map(({ from }) => from)));
  const isLive = where.before === undefined && where.after === undefined;
  const last = page.messages.at(-1)?.cursor ?? null;
  return (
    <Conversation room={room} me={me.id}>
      <Timeline
        key={`${roomId} ${where.before ?? ""} ${where.after ?? ""}`}
        room={room}
        me={me}
        page={page}
        names={names}
        invitation={roomId === GENERAL && users.isDemo(me.username) && <Invitation name={me.username} />}
        start={isLive ? "newest" : where.before === undefined ? "beginning" : "end"}
      />
      <Composer key={roomId} room={room} me={me} id={randomUUID()} after={last} />
      <noscript>
        {isLive && last !== null && (
          // biome-ignore lint/performance/noImgElement: it is no picture: it says that the page was seen
          <img
            src={`${roomPath(roomId)}/seen?cursor=${last}`}
            alt=""
            width={1}
            height={1}
            className="visually-hidden"
          />
        )}
        <p className="newest">
          <a href={roomPath(roomId)}>{isLive ? "Refresh" : "Newest messages"}</a>
        </p>
      </noscript>
    </Conversation>
  );
}

/** A cursor that is none is as if it were not there: the address was typed by hand. */
function whereOf({ before, after }: Record<string, string | string[] | undefined>): messages.Where {
  if (typeof before === "string" && CURSOR.test(before)) return { before };
  if (typeof after === "string" && CURSOR.test(after)) return { after };
  return {};
}

export default shown(RoomPage);
