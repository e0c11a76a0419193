import Link from "next/link";
import { notFound } from "next/navigation";
import { Conversation } from "@/components/rooms/conversation";
import { Timeline } from "@/components/timeline/timeline";
import { roomPath } from "@/lib/client/paths";
import { CURSOR } from "@/lib/events";
import * as messages from "@/lib/messages";
import * as rooms from "@/lib/rooms";
import * as users from "@/lib/users";
import { found } from "@/lib/web/found";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "A message" };

/** One message in its surroundings. */
export default async function MessagePage({ params }: PageProps<"/rooms/[id]/at/[cursor]">) {
  const me = await viewer();
  const { id, cursor } = await params;
  const roomId = decodeURIComponent(id);
  if (!CURSOR.test(cursor)) notFound();
  const [room, page] = await found(Promise.all([rooms.find(me.id, roomId), messages.around(me.id, roomId, cursor)]));
  const names = Object.fromEntries(await users.names(page.messages.map(({ from }) => from)));
  return (
    <Conversation room={room} me={me.id}>
      <Timeline
        key={`${roomId} ${cursor}`}
        room={room}
        me={me}
        page={page}
        names={names}
        place="history"
        target={cursor}
        mark={null}
      />
      <p className="newest">
        <Link href={roomPath(roomId)}>Newest messages</Link>
      </p>
    </Conversation>
  );
}
