import type { RoomId } from "../events";
import type { Place } from "./scroll";
import type { Timeline } from "./timeline";

const PLACES_MAX = 10; // of up to 300 messages each

interface Left {
  timeline: Timeline;
  place: Place;
}

/** Histories that somebody left while reading further up, to go on there. The one left longest ago goes first. */
export class Places {
  readonly #left = new Map<RoomId, Left>();

  /** `place`: null at the end, where one comes back to the end. */
  leave(timeline: Timeline, place: Place | null): void {
    this.#left.delete(timeline.roomId);
    if (place) this.#left.set(timeline.roomId, { timeline, place });
    for (const [roomId] of [...this.#left].slice(0, -PLACES_MAX)) this.#left.delete(roomId);
  }

  /** This room is not mine to see any more. */
  forget(roomId: RoomId): void {
    this.#left.delete(roomId);
  }

  find(roomId: RoomId): Left | undefined {
    return this.#left.get(roomId);
  }
}
