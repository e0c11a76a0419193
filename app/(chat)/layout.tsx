import type { ReactNode } from "react";
import { UnreadBadge } from "@/components/live/badge";
import { ConnectionStatus } from "@/components/live/connection-status";
import { LiveProvider } from "@/components/live/live-provider";
import { Shell } from "@/components/rooms/shell";
import { page as shown } from "@/components/ui/page";
import { ReaderTime } from "@/components/ui/reader-time";
import { offsetIn } from "@/lib/client/zones";
import { unixSeconds } from "@/lib/clock";
import * as rooms from "@/lib/rooms";
import * as users from "@/lib/users";
import { foldedSections, readerZone } from "@/lib/web/reader";
import { viewer } from "@/lib/web/viewer";

/** Everything behind the sign-in: my rooms beside, one connection for all of them. */
async function ChatLayout({ children }: { children: ReactNode }) {
  const { id, username } = await viewer();
  const mine = await rooms.list(id);
  const authors = mine.flatMap(({ lastMessage }) => lastMessage?.from ?? []);
  const names = Object.fromEntries(await users.names([...new Set(authors)]));
  const [zone, now] = [await readerZone(), unixSeconds()];
  return (
    <ReaderTime zone={zone} now={now} minutes={offsetIn(zone)(now)}>
      <LiveProvider me={{ id, username }} rooms={mine}>
        <Shell me={{ id, username }} names={names} folded={await foldedSections()}>
          {children}
        </Shell>
        <ConnectionStatus />
        <UnreadBadge />
      </LiveProvider>
    </ReaderTime>
  );
}

export default shown(ChatLayout, { alone: true });
