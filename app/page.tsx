import { redirect } from "next/navigation";
import { roomPath } from "@/lib/client/paths";
import { GENERAL } from "@/lib/events";
import * as memberships from "@/lib/memberships";
import * as reads from "@/lib/reads";
import { viewer } from "@/lib/web/viewer";

export default async function Home() {
  const { id } = await viewer();
  const [last, mine] = await Promise.all([reads.last(id), memberships.list(id)]);
  redirect(roomPath(last !== null && mine.includes(last) ? last : GENERAL));
}
