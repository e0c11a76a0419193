import * as rooms from "@/lib/rooms";
import { json, otherMethods, route } from "@/lib/web/route";

export const GET = route(async ({ viewer, params }) => json(await rooms.find(viewer.id, String(params.id))));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
