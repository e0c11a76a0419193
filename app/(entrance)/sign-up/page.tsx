import { redirect } from "next/navigation";
import { Entrance } from "@/components/sign-in/entrance";
import { SignUpForm } from "@/components/sign-in/forms";
import { Link } from "@/components/ui/link";
import { page as shown } from "@/components/ui/page";
import { insidePath } from "@/lib/client/paths";
import { maybeViewer } from "@/lib/web/viewer";

export const metadata = { title: "Create an account" };

async function SignUp({ searchParams }: PageProps<"/sign-up">) {
  const next = insidePath((await searchParams).next);
  if (await maybeViewer()) redirect(next);
  return (
    <Entrance next={next}>
      <SignUpForm next={next} />
      <p>
        Been here before? <Link href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in instead</Link>
      </p>
    </Entrance>
  );
}

export default shown(SignUp, { alone: true });
