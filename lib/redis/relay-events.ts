import * as z from "zod/mini";
import { cursorSchema, roomIdSchema, userIdSchema, uuidSchema } from "../schemas";
import { type Envelope, skip } from "./members";

const place = { roomId: roomIdSchema, userId: userIdSchema };
const banterEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("typing"), ...place }),
  z.object({ type: z.literal("read"), ...place, cursor: cursorSchema, origin: z.string() }),
  z.object({ type: z.literal("unread"), ...place, cursor: cursorSchema, unread: z.number() }),
  z.object({ type: z.literal("joined"), roomId: roomIdSchema, userIds: z.array(userIdSchema) }),
  z.object({ type: z.literal("left"), ...place }),
  z.object({
    type: z.literal("session.ended"),
    userId: userIdSchema,
    sessionId: z.nullable(uuidSchema),
    quiet: z.optional(z.boolean()),
  }),
  z.object({ type: z.literal("blocked"), userId: userIdSchema, otherId: userIdSchema, blocked: z.boolean() }),
  z.object({ type: z.literal("deleted"), userId: userIdSchema }),
  z.object({ type: z.literal("presence"), userId: userIdSchema }),
  z.object({ type: z.literal("show.room"), roomId: roomIdSchema }),
  z.object({ type: z.literal("bridged") }),
]);

/**
 * What only our own instances tell one another; no sibling forwards it to strangers. `bridged`: of what siblings said
 * until here, some may have reached nobody.
 */
export type BanterEvent = z.infer<typeof banterEventSchema>;

/**
 * `live`: from here on nothing is missed. It comes again after each reconnect, and then something was missed: all from
 * `cut` on. `followed`: from here on nothing of that room is missed.
 */
export type RelayEvent = Envelope | BanterEvent | { type: "live" | "cut" } | { type: "followed"; roomId: string };

/** Anybody can publish here too, and another version may say what this one does not know. */
export function parseOwn(raw: string): BanterEvent | null {
  try {
    return banterEventSchema.safeParse(JSON.parse(raw)).data ?? skip("own channel");
  } catch {
    return skip("own channel");
  }
}
