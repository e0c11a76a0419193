import { endAll, endOne } from "@/components/sessions/actions";
import { When } from "@/components/sessions/when";
import { ActionButton } from "@/components/ui/action-button";
import { Frame } from "@/components/ui/frame";
import frame from "@/components/ui/frame.module.css";
import { page as shown } from "@/components/ui/page";
import * as sessions from "@/lib/sessions";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "Sessions" };

async function Sessions() {
  const me = await viewer();
  const mine = await sessions.list(me.id);
  const nameOf = (id: string, browser: string, since: number) => (
    <>
      {browser}, since <When date={since} />
      {id === me.sessionId && ", this one"}
    </>
  );
  return (
    <Frame title="Sessions">
      <p className={frame.hint}>Where you are signed in. What you end here is signed out at once.</p>
      <ul>
        {mine.map(({ id, browser, since, lastSeen }) => (
          <li key={id} className={frame.row}>
            <span className={frame.words}>
              <span className={frame.name}>
                {browser}
                {id === me.sessionId && " (this one)"}
              </span>
              <span className={frame.detail}>
                Since <When date={since} /> · last seen <When date={lastSeen} />
              </span>
            </span>
            <ActionButton action={endOne} fields={{ sessionId: id }} of={nameOf(id, browser, since)}>
              End
            </ActionButton>
          </li>
        ))}
      </ul>
      <ActionButton action={endAll} fields={{}} kind="danger">
        End all sessions
      </ActionButton>
    </Frame>
  );
}

export default shown(Sessions);
