import { json, otherMethods } from "@/lib/web/route";

export const dynamic = "force-dynamic";

export const GET = async () => json({ ok: true });

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
