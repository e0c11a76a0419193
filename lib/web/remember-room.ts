import { after } from "next/server";
import type { RoomId, UserId } from "../events";
import * as reads from "../reads";
import { requestHeaders } from "./request";

/** This room is where the person is, once they have the page. A page that was only fetched ahead does not count. */
export async function rememberRoom(userId: UserId, roomId: RoomId): Promise<void> {
  const header = await requestHeaders();
  if (header("next-router-prefetch") || header("sec-purpose")?.includes("prefetch")) return;
  after(() => reads.remember(userId, roomId));
}
