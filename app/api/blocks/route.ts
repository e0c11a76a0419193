import * as blocks from "@/lib/blocks";
import { json, otherMethods, route } from "@/lib/web/route";

export const GET = route(async ({ viewer }) => json({ users: await blocks.list(viewer.id) }));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
