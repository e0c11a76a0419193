import { redirect } from "next/navigation";
import { page as shown } from "@/components/ui/page";
import { roomPath } from "@/lib/client/paths";
import { GENERAL } from "@/lib/events";
import * as memberships from "@/lib/memberships";
import * as reads from "@/lib/reads";
import { viewer } from "@/lib/web/viewer";

async function Home() {
  const { id } = await viewer();
  const [last, mine] = await Promise.all([reads.last(id), memberships.list(id)]);
  return redirect(roomPath(last !== null && mine.includes(last) ? last : GENERAL));
}

export default shown(Home, { alone: true });
