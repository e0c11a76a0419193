import { json } from "@/lib/web/route";

export const dynamic = "force-dynamic";

export const GET = async () => json({ ok: true });
