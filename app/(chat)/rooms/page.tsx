import { joinRoom } from "@/components/rooms/actions";
import { ActionButton } from "@/components/ui/action-button";
import { Frame } from "@/components/ui/frame";
import frame from "@/components/ui/frame.module.css";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { page as shown } from "@/components/ui/page";
import * as rooms from "@/lib/rooms";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "Rooms" };

/** Open rooms to join. On a phone below the list of my own. */
async function Rooms() {
  const { id } = await viewer();
  const open = await rooms.directory(id);
  return (
    <Frame title="Browse rooms" back={null}>
      <section className={frame.section} aria-label="Open rooms">
        <p className={frame.hint}>
          {open.length > 0 ? "Anybody may join these." : "There is no open room that you are not in already."}
        </p>
        <ul>
          {open.map(({ id: roomId, name, memberCount }) => (
            <li key={roomId} className={frame.row}>
              <Icon name="hash" />
              <span className={frame.words}>
                <span className={frame.name} dir="auto">
                  {name}
                </span>
                <span className={frame.detail}>{memberCount === 1 ? "1 person" : `${memberCount} people`}</span>
              </span>
              <ActionButton action={joinRoom} fields={{ roomId }} of={name}>
                Join
              </ActionButton>
            </li>
          ))}
        </ul>
      </section>
      <p>
        <LinkButton href="/rooms/new">New room</LinkButton>
      </p>
    </Frame>
  );
}

export default shown(Rooms);
