import { readiness } from "@/lib/readiness";
import { json } from "@/lib/web/route";

export const dynamic = "force-dynamic";

export async function GET() {
  const { ready, checks } = await readiness();
  return json({ ok: ready, checks }, ready ? 200 : 503);
}
