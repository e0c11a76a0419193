import { NewRoomForm } from "@/components/rooms/new-room-form";
import { Frame } from "@/components/ui/frame";
import { page as shown } from "@/components/ui/page";
import * as users from "@/lib/users";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "New room" };

async function NewRoom() {
  const { id } = await viewer();
  const others = (await users.list({})).filter((person) => person.id !== id);
  return (
    <Frame title="New room">
      <NewRoomForm people={others} />
    </Frame>
  );
}

export default shown(NewRoom);
