import styles from "@/components/account/account.module.css";
import { DeleteForm } from "@/components/account/forms";
import { Frame } from "@/components/ui/frame";
import { page as shown } from "@/components/ui/page";
import { accountPath } from "@/lib/client/paths";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "Delete account" };

/** The last page: what will be gone, and what stays. */
async function Delete() {
  const { username } = await viewer();
  return (
    <Frame title="Delete account" back={accountPath}>
      <p>Your account is gone at once, and cannot be brought back.</p>
      <ul className={styles.consequences}>
        <li>
          You are signed out everywhere. The name <bdi>{username}</bdi> stays taken, so that nobody can pass for you.
        </li>
        <li>What you wrote stays where it is, under the name “Deleted account”.</li>
        <li>You leave your rooms. Who talked with you directly can still read it, and cannot write to you.</li>
      </ul>
      <p>
        <a href="/api/account/data" download>
          Download my data
        </a>{" "}
        before, if you want to keep it.
      </p>
      <DeleteForm username={username} />
    </Frame>
  );
}

export default shown(Delete);
