import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/sign-in/entrance";
import { SignInForm } from "@/components/sign-in/forms";
import { Gone } from "@/components/sign-in/gone";
import { Link } from "@/components/ui/link";
import { page as shown } from "@/components/ui/page";
import { GONE_COOKIE } from "@/lib/client/gone";
import { insidePath } from "@/lib/client/paths";
import { maybeViewer } from "@/lib/web/viewer";

export const metadata = { title: "Sign in" };

async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  const next = insidePath((await searchParams).next);
  if (await maybeViewer()) redirect(next);
  return (
    <Entrance next={next}>
      {(await cookies()).has(GONE_COOKIE) && <Gone />}
      <SignInForm next={next} />
      <p>
        New here? <Link href={`/sign-up?next=${encodeURIComponent(next)}`}>Create an account</Link>
      </p>
    </Entrance>
  );
}

export default shown(SignIn, { alone: true });
