import * as blocks from "@/lib/blocks";
import { json, route } from "@/lib/web/route";

export const GET = route(async ({ viewer }) => json({ users: await blocks.list(viewer.id) }));
