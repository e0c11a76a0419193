import { BlockButton } from "@/components/account/block-button";
import { openDirect } from "@/components/people/actions";
import { PersonRow } from "@/components/people/person-row";
import { removeMember } from "@/components/rooms/actions";
import { InviteForm } from "@/components/rooms/invite-form";
import { ActionButton } from "@/components/ui/action-button";
import { Frame } from "@/components/ui/frame";
import frame from "@/components/ui/frame.module.css";
import { Link } from "@/components/ui/link";
import { page as shown } from "@/components/ui/page";
import { roomPath } from "@/lib/client/paths";
import { GENERAL, type Room } from "@/lib/events";
import * as rooms from "@/lib/rooms";
import * as users from "@/lib/users";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "Who is in" };

/** Who is in a room; in a named one also who may come, and the way out. */
async function Members({ params }: PageProps<"/rooms/[id]/members">) {
  const me = await viewer();
  const roomId = decodeURIComponent((await params).id);
  const room = await rooms.find(me.id, roomId);
  const members = room.members ?? [];
  const isNamed = room.kind !== "direct" && roomId !== GENERAL;
  const mayRemove = isNamed && (await rooms.creator(roomId)) === me.id;
  const others = isNamed ? (await users.list({})).filter(({ id }) => !members.some((member) => member.id === id)) : [];
  return (
    <Frame title={titleOf(room)} back={roomPath(roomId)}>
      <p className={frame.hint}>
        {members.some(({ deleted }) => deleted) ? PARTED : WORDS[room.kind]}{" "}
        <Link href={roomPath(roomId)}>Back to the conversation</Link>
      </p>
      <ul>
        {members.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isMe={person.id === me.id}
            isBlocked={room.blocked && person.id !== me.id}
          >
            {person.id !== me.id && room.kind === "direct" && !person.deleted && (
              <BlockButton person={person} isBlocked={room.blocked ?? false} />
            )}
            {person.id !== me.id && room.kind !== "direct" && (
              <ActionButton action={openDirect} kind="plain" fields={{ userId: person.id }} of={person.username}>
                Message
              </ActionButton>
            )}
            {person.id !== me.id && mayRemove && (
              <ActionButton
                action={removeMember}
                fields={{ roomId, userId: person.id }}
                kind="danger"
                of={person.username}
              >
                Remove
              </ActionButton>
            )}
          </PersonRow>
        ))}
      </ul>
      {others.length > 0 && <InviteForm roomId={roomId} people={others} />}
      {isNamed && (
        <ActionButton action={removeMember} fields={{ roomId, userId: me.id }} kind="danger">
          Leave room
        </ActionButton>
      )}
    </Frame>
  );
}

const titleOf = ({ kind, name }: Room) => (
  <>
    {kind === "direct" ? "You and " : "Who is in "}
    <bdi>{name}</bdi>
  </>
);

const WORDS = {
  open: "Anybody finds this room and may join.",
  closed: "Only who is invited knows that this room exists.",
  direct: "This conversation is between the two of you.",
};

const PARTED = "The other account was deleted. You can read here, and nobody can write any more.";

export default shown(Members);
