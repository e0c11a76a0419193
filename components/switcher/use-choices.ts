"use client";

import { usePathname } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { useConnected, useLiveRooms } from "@/components/live/use-live";
import { useValue } from "@/components/ui/use-value";
import { findPeople, getDirectory } from "@/lib/client/api-switcher";
import { roomOfPath } from "@/lib/client/paths";
import { PeopleSearch } from "@/lib/client/people-search";
import { type Choice, choicesOf } from "@/lib/client/switcher";
import type { OpenRoom, User } from "@/lib/events";

interface Choices {
  choices: Choice[];
  /** The server has answered to this query, or will not: there are no others. */
  isComplete: boolean;
  /** Something could not be asked for. */
  hasFailed: boolean;
}

/** Where one may go, of what we know at once and what the server adds. */
export function useChoices(query: string): Choices {
  const rooms = useLiveRooms();
  const here = roomOfPath(usePathname());
  const people = usePeople(query);
  const directory = useDirectory();
  const { me } = useChat();
  const choices = useMemo(
    () => choicesOf(query, { me: me.id, here, rooms, people: people.all, open: directory.rooms ?? [] }),
    [query, me, here, rooms, people.all, directory.rooms],
  );
  const hasFailed = people.failed || directory.failed;
  return { choices, isComplete: people.isComplete && (directory.rooms !== null || directory.failed), hasFailed };
}

/** Whom we know already, and who is found. Presence as we hear of it; while we are offline there is none. */
function usePeople(query: string) {
  const [search] = useState(() => new PeopleSearch(findPeople));
  useEffect(() => search.want(query), [search, query]);
  const known = useValue(useChat().people.state);
  const isConnected = useConnected();
  const { query: asked, people: found, failed } = useValue(search.state);
  const all = useMemo(() => {
    const people: User[] = [...found.filter(({ id }) => !known[id]), ...Object.values(known)];
    return isConnected ? people : people.map((person) => ({ ...person, online: false }));
  }, [found, known, isConnected]);
  const wanted = query.trim();
  return { all, isComplete: wanted === "" || asked === wanted, failed: failed && wanted !== "" };
}

/** Open rooms to join, as they were when it opened. */
function useDirectory(): { rooms: OpenRoom[] | null; failed: boolean } {
  const [rooms, setRooms] = useState<OpenRoom[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    getDirectory().then(setRooms, () => setFailed(true));
  }, []);
  return { rooms, failed };
}
