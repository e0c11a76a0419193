/** The shapes of what is sent, as the server checks them. The browser does without: it knows what it sends. */
import * as z from "zod/mini";
import { CURSOR, ROOM_ID, USER_ID, UUID } from "./events";
import { PAGE_MAX, SYNC_MAX_ROOMS } from "./limits";

const says = (error: string) => ({ error });

export const roomIdSchema = z
  .string(says("A room id is a text."))
  .check(z.regex(ROOM_ID, says("This is not a room id.")));
/** Ids go out as text; a number is taken as well, because the siblings send both. */
export const userIdSchema = z.pipe(
  z.pipe(z.union([z.string(), z.number()], says("A user id is a number.")), z.transform(String)),
  z.string().check(z.regex(USER_ID, says("This is not a user id."))),
);
export const cursorSchema = z.string(says("A cursor is a text.")).check(z.regex(CURSOR, says("This is not a cursor.")));
export const uuidSchema = z
  .string(says("A message needs an id."))
  .check(z.regex(UUID, says("The id of a message is a UUID.")));
const textSchema = z.string(says("A message is a text."));

export const outgoingSchema = z.object({
  id: uuidSchema,
  message: textSchema,
  after: z.optional(z.nullable(cursorSchema)),
});
export const sendSchema = z.extend(outgoingSchema, { roomId: roomIdSchema });
export const syncSchema = z.object({
  rooms: z
    .record(roomIdSchema, z.nullable(cursorSchema), says("Rooms is an object of cursors by room id."))
    .check(z.refine((rooms) => Object.keys(rooms).length <= SYNC_MAX_ROOMS, says(`At most ${SYNC_MAX_ROOMS} rooms.`))),
  late: z.optional(z.boolean(says("Late is true or false."))),
});
export const typingSchema = z.object({ roomId: roomIdSchema });
export const readSchema = z.object({ roomId: roomIdSchema, cursor: cursorSchema });
export const limitSchema = z.coerce
  .number(says("Limit is a number."))
  .check(
    z.int(says("Limit is a whole number.")),
    z.gte(1, says("Limit is at least 1.")),
    z.lte(PAGE_MAX, says(`Limit is at most ${PAGE_MAX}.`)),
  );
