import type { ReactNode } from "react";
import { ConnectionStatus } from "@/components/live/connection-status";
import { LiveProvider } from "@/components/live/live-provider";
import { Shell } from "@/components/rooms/shell";
import { page as shown } from "@/components/ui/page";
import { unixSeconds } from "@/lib/clock";
import * as rooms from "@/lib/rooms";
import * as users from "@/lib/users";
import { viewer } from "@/lib/web/viewer";

/** Everything behind the sign-in: my rooms beside, one connection for all of them. */
async function ChatLayout({ children }: { children: ReactNode }) {
  const { id, username } = await viewer();
  const mine = await rooms.list(id);
  const authors = mine.flatMap(({ lastMessage }) => lastMessage?.from ?? []);
  const names = Object.fromEntries(await users.names([...new Set(authors)]));
  const now = unixSeconds();
  return (
    <LiveProvider me={{ id, username }} rooms={mine}>
      <Shell me={{ id, username }} names={names} now={now}>
        {children}
      </Shell>
      <ConnectionStatus />
    </LiveProvider>
  );
}

export default shown(ChatLayout, { alone: true });
