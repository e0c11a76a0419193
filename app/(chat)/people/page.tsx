import { BlockButton } from "@/components/account/block-button";
import { openDirect } from "@/components/people/actions";
import { PersonRow } from "@/components/people/person-row";
import { SearchPeople } from "@/components/people/search-people";
import { ActionButton } from "@/components/ui/action-button";
import { Frame } from "@/components/ui/frame";
import frame from "@/components/ui/frame.module.css";
import { page as shown } from "@/components/ui/page";
import * as blocks from "@/lib/blocks";
import { USERS_MAX } from "@/lib/limits";
import * as users from "@/lib/users";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "People" };

async function People({ searchParams }: PageProps<"/people">) {
  const me = await viewer();
  const { q } = await searchParams;
  const wanted = typeof q === "string" ? q.slice(0, 100) : "";
  const [people, blocked] = await Promise.all([users.list({ q: wanted }), blocks.ids(me.id)]);
  return (
    <Frame title="People">
      <SearchPeople wanted={wanted} />
      {people.length === 0 && (
        <p className={frame.hint}>
          Nobody is called “<bdi>{wanted}</bdi>”.
        </p>
      )}
      {people.length === USERS_MAX && <p className={frame.hint}>These are the first {USERS_MAX}. Search for others.</p>}
      <ul>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} isMe={person.id === me.id} isBlocked={blocked.has(person.id)}>
            {person.id !== me.id && !blocked.has(person.id) && (
              <ActionButton action={openDirect} kind="plain" fields={{ userId: person.id }} of={person.username}>
                Message
              </ActionButton>
            )}
            {person.id !== me.id && <BlockButton person={person} isBlocked={blocked.has(person.id)} />}
          </PersonRow>
        ))}
      </ul>
    </Frame>
  );
}

export default shown(People);
