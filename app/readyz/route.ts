import { readiness } from "@/lib/readiness";
import { json, otherMethods } from "@/lib/web/route";

export const dynamic = "force-dynamic";

export async function GET() {
  const state = await readiness();
  return json(state, state.ok ? 200 : 503);
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
