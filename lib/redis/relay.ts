import type { ChainableCommander } from "ioredis";
import { env } from "../env";
import type { RoomId, UserId } from "../events";
import { oncePerProcess } from "../process";
import type { BanterEvent, RelayEvent } from "./relay-events";
import { createRoomsRelay } from "./relay-rooms";
import { createSingleRelay } from "./relay-single";

export type { BanterEvent, RelayEvent };

export interface Relay {
  /** The same as a part of a transaction: told if the rest of it is done, and not done without being told. PUBLISH */
  publishIn(transaction: ChainableCommander, event: BanterEvent): ChainableCommander;
  /** Tells every instance that it concerns, this one too. PUBLISH */
  publish(event: BanterEvent): Promise<void>;
  /** Tells everybody, the siblings too, that a person came or went. PUBLISH, once or twice */
  publishPresence(user: Coming): Promise<void>;
  /** With what the script that appends to a room announces the message. */
  announcement(roomId: RoomId): Announcement;
  /** Hears every instance and sibling. SUBSCRIBE */
  subscribe(listener: (event: RelayEvent) => void): void;
  /** Somebody here listens to this room now; `followed` says when nothing of it is missed any more. SSUBSCRIBE, or none */
  follow(roomId: RoomId): void;
  /** Nobody here listens to it any more. SUNSUBSCRIBE, or none */
  unfollow(roomId: RoomId): void;
  /** Is the subscription up, so that what was heard is all there was? */
  isLive(): boolean;
  /** Resolves when all has been heard that was told before the call. Throws if the subscription does not answer. PING */
  hearAll(): Promise<void>;
  /** Gives back what this instance does for the others. One script, or none */
  leave(): Promise<void>;
}

export interface Coming {
  id: UserId;
  username: string;
  online: boolean;
}

export interface Announcement {
  /** The envelope, up to the cursor. */
  envelope: string;
  /** The channel of the room, beside that of the family; or "". */
  channel: string;
}

/** The bus between instances. One relay a process, of the kind that the setting `RELAY` names. */
export const relay = (): Relay =>
  oncePerProcess("redis.relay", () => (env().RELAY === "rooms" ? createRoomsRelay() : createSingleRelay()));
