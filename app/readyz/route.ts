import { readiness } from "@/lib/readiness";
import { json } from "@/lib/web/route";

export const dynamic = "force-dynamic";

export async function GET() {
  const state = await readiness();
  return json(state, state.ok ? 200 : 503);
}
