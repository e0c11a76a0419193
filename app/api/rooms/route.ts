import * as rooms from "@/lib/rooms";
import { newRoomSchema } from "@/lib/web/forms";
import { json, otherMethods, route, routeAnd } from "@/lib/web/route";

export const GET = routeAnd(rooms.whereIAm, async ({ viewer, query, found }) => {
  const open = query.get("directory") === "true";
  return json({ rooms: open ? await rooms.directory(viewer.id) : await rooms.list(viewer.id, found) });
});

export const POST = route(async ({ viewer, body }) => {
  const wanted = await body(newRoomSchema);
  if (wanted.kind !== "direct") return json(await rooms.create(viewer.id, wanted), 201);
  const { room, created } = await rooms.openDirect(viewer.id, wanted.userId);
  return json(room, created ? 201 : 200);
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
