import { randomUUID } from "node:crypto";
import { Composer } from "@/components/composer/composer";
import { Conversation } from "@/components/rooms/conversation";
import { Timeline } from "@/components/timeline/timeline";
import { page as shown } from "@/components/ui/page";
import { roomPath } from "@/lib/client/paths";
import { notFound } from "@/lib/errors";
import { CURSOR } from "@/lib/events";
import * as messages from "@/lib/messages";
import * as rooms from "@/lib/rooms";
import * as users from "@/lib/users";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "A message" };

/** One message in its surroundings. */
async function MessagePage({ params }: PageProps<"/rooms/[id]/at/[cursor]">) {
  const { id, username } = await viewer();
  const me = { id, username };
  const { cursor, ...at } = await params;
  const roomId = decodeURIComponent(at.id);
  if (!CURSOR.test(cursor)) throw notFound();
  const [room, page] = await Promise.all([rooms.find(me.id, roomId), messages.around(me.id, roomId, cursor)]);
  const names = Object.fromEntries(await users.names(page.messages.map(({ from }) => from)));
  return (
    <Conversation room={room} me={me.id}>
      <Timeline
        key={`${roomId} ${cursor}`}
        room={room}
        me={me}
        page={page}
        names={names}
        start="target"
        target={cursor}
      />
      <Composer key={roomId} room={room} me={me} id={randomUUID()} after={page.messages.at(-1)?.cursor ?? null} />
      <noscript>
        <p className="newest">
          <a href={roomPath(roomId)}>Newest messages</a>
        </p>
      </noscript>
    </Conversation>
  );
}

export default shown(MessagePage);
