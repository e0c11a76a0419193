import { PasswordForm } from "@/components/account/forms";
import { Frame } from "@/components/ui/frame";
import frame from "@/components/ui/frame.module.css";
import { page as shown } from "@/components/ui/page";
import { accountPath } from "@/lib/client/paths";
import { viewer } from "@/lib/web/viewer";

export const metadata = { title: "Change password" };

async function Password() {
  const { username } = await viewer();
  return (
    <Frame title="Change password" back={accountPath}>
      <p className={frame.hint}>You stay signed in here, and are signed out everywhere else.</p>
      <PasswordForm username={username} />
    </Frame>
  );
}

export default shown(Password);
