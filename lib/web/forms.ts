import * as z from "zod/mini";
import { INVITE_MAX } from "../limits";
import { cursorSchema, outgoingSchema, userIdSchema } from "../schemas";

/** The shapes of what pages and the API send, for both doors. */
const text = (what: string) => z.string({ error: `${what} is a text.` });

export const credentialsSchema = z.object({ username: text("A username"), password: text("A password") });
export const newPasswordSchema = z.object({ current: text("The current password"), next: text("The new password") });
export const goodbyeSchema = z.object({ password: text("A password") });
export const blockSchema = z.object({ userId: userIdSchema });
export const messageSchema = outgoingSchema;
export const readMarkSchema = z.object({ cursor: cursorSchema });
export const inviteSchema = z.object({ userIds: z.optional(idList()) });
export const namedRoomSchema = z.object({
  kind: z.enum(["open", "closed"], { error: "A room is open, closed or direct." }),
  name: text("The name of a room"),
  memberIds: z.optional(idList()),
});
export const newRoomSchema = z.union([z.object({ kind: z.literal("direct"), userId: userIdSchema }), namedRoomSchema], {
  error: "A room is {kind: open or closed, name, memberIds} or {kind: direct, userId}.",
});

function idList() {
  return (
    z
      .array(userIdSchema, { error: "User ids come as a list." })
      // not z.maxLength: it compares the length of what is no list, too
      .check(z.refine((ids) => ids.length <= INVITE_MAX, { error: `At most ${INVITE_MAX} people at once.` }))
  );
}
