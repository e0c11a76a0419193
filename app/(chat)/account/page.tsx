import styles from "@/components/account/account.module.css";
import { AccountRow } from "@/components/account/account-row";
import { BlockButton } from "@/components/account/block-button";
import { PersonRow } from "@/components/people/person-row";
import { Frame } from "@/components/ui/frame";
import frame from "@/components/ui/frame.module.css";
import { Link } from "@/components/ui/link";
import { DownloadButton, LinkButton } from "@/components/ui/link-button";
import { page as shown } from "@/components/ui/page";
import * as blocks from "@/lib/blocks";
import * as sessions from "@/lib/sessions";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "Account" };

/** What is mine: how I sign in, where, whom I keep away, what there is of me. */
async function Account({ searchParams }: PageProps<"/account">) {
  const { id, username } = await viewer();
  const [{ done }, mine, blocked] = await Promise.all([searchParams, sessions.list(id), blocks.list(id)]);
  return (
    <Frame title="Account">
      {done === "password" && (
        <p className={styles.done}>Your password is changed. Everywhere else you are signed out.</p>
      )}
      <ul>
        <PersonRow person={{ id, username, online: true }} isMe />
        <AccountRow title="Password" detail="Changing it signs you out everywhere else.">
          <LinkButton href="/account/password">
            Change<span className="visually-hidden"> password</span>
          </LinkButton>
        </AccountRow>
        <AccountRow title="Sessions" detail={`You are signed in ${times(mine.length)}.`}>
          <LinkButton href="/sessions">
            Show<span className="visually-hidden"> sessions</span>
          </LinkButton>
        </AccountRow>
        <AccountRow title="My data" detail="Your rooms, and what you wrote in them.">
          <DownloadButton href="/api/account/data">
            Download<span className="visually-hidden"> my data</span>
          </DownloadButton>
        </AccountRow>
      </ul>
      <section className={frame.section} aria-labelledby="blocked">
        <h2 id="blocked" className={frame.heading}>
          Blocked people
        </h2>
        <p className={frame.hint}>
          Whom you block cannot write to you directly, nor add you to a room. In rooms with others you still see each
          other. {blocked.length === 0 && "You have blocked nobody."}
        </p>
        <ul>
          {blocked.map((person) => (
            <PersonRow key={person.id} person={person} isMe={false} isBlocked>
              <BlockButton person={person} isBlocked />
            </PersonRow>
          ))}
        </ul>
      </section>
      <p>
        <Link href="/account/delete" className={styles.leave}>
          Delete account
        </Link>
      </p>
    </Frame>
  );
}

const times = (count: number) => (count === 1 ? "here only" : `in ${count} browsers`);

export default shown(Account);
