import type { Server as HttpServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Server } from "socket.io";
import { FRAME_MAX_BYTES, SESSION_CHECK_EVERY_MS } from "../limits";
import { warnSometimes } from "../log";
import * as memberships from "../memberships";
import * as messages from "../messages";
import * as presence from "../presence";
import * as rates from "../rates";
import * as reads from "../reads";
import { relay } from "../redis/relay";
import * as rooms from "../rooms";
import * as sessions from "../sessions";
import * as users from "../users";
import { createAdmission } from "./admission";
import { createAttendance } from "./attendance";
import { type Arrival, createAudience, type Io } from "./audience";
import { watchConsumers } from "./consumers";
import { createDelivery } from "./delivery";
import { forgetRequest } from "./forgetting";
import { createHandlers } from "./handlers";
import { allowRequest, guard } from "./handshake";
import { createHearing } from "./hearing";
import { createNews } from "./news";
import { serve } from "./sockets";
import { createStreamDoor } from "./stream";
import { watchSubscription } from "./subscription";
import { createTails } from "./tails";
import { sendWholeFrames } from "./whole-frames";

const PING_EVERY_MS = 20_000; // with the timeout below the 55 s after which Heroku's router ends a silent connection
const PING_TIMEOUT_MS = 15_000;
const SWEEP_EVERY_MS = 30_000; // what is found by it alone is a fault of somebody's: soon enough
const CONNECT_TIMEOUT_MS = 10_000; // who opens a connection and does not say who it is, is cut

/** Puts the parts of the live side together, on a server that has its own request handler already. */
export function createRealtime(server: HttpServer) {
  const io: Io = new Server(server, {
    allowRequest,
    serveClient: false,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  io.engine.use(createAdmission());
  io.engine.use(forgetRequest);
  sendWholeFrames(io);
  const bus = relay();
  const audience = createAudience(io);
  const subscription = watchSubscription(bus.hearAll, () => delivery.flushAll());
  const delivery = createDelivery(audience, subscription.isCurrent);
  const tails = createTails(messages, delivery.deliver, bus);
  const attendance = createAttendance({
    presence,
    users,
    relay: bus,
    tellAll: (change) => audience.tellAll("presence", [change]),
  });
  const hearing = createHearing({ audience, delivery, tails, attendance, rooms, memberships, users, sessions });
  const isCurrent = () => bus.isLive() && hearing.isSure() && subscription.isCurrent();
  const handlers = createHandlers({
    sessions,
    memberships,
    messages,
    letIn: hearing.letIn,
    reads,
    relay: bus,
    isCurrent,
  });
  const isComplete = () => tails.areRead() && !delivery.isHolding();
  const news = createNews();
  const door = { sessions, memberships, audience, rates, news };
  let checking: NodeJS.Timeout | undefined;
  guard(io, door);
  serve(io, { handlers, attendance, tails, confirm, eventPace: rates.eventPace });
  audience.onEmpty(tails.close);
  const stopWatching = watchConsumers(io);
  let sweeping: NodeJS.Timeout | undefined;

  return {
    stream: createStreamDoor({ ...door, tails, messages, attendance, confirm, isComplete }),
    /** Begins to listen to the other instances. Redis may still be away. */
    start(): void {
      bus.subscribe((event) => {
        news.hear(event);
        hearing.hear(event);
      });
      attendance.start();
      sweeping = setInterval(sweep, SWEEP_EVERY_MS);
      checking = setInterval(hearing.recheckListeners, SESSION_CHECK_EVERY_MS);
    },
    /** Closes all connections, spread over `spreadMs`, in the way after which clients come back by themselves. */
    async close(spreadMs: number): Promise<void> {
      clearInterval(checking);
      audience.closeStreams();
      const connections = [...io.of("/").sockets.values()].map(({ conn }) => conn);
      await Promise.all(
        connections.map(async (connection) => {
          await wait(Math.random() * spreadMs);
          connection.close();
        }),
      );
      io.engine.close(); // what had not finished its handshake
    },
    /** Takes the people of this instance off, when they have had time to arrive at another. */
    leave: async () => {
      clearInterval(sweeping);
      stopWatching();
      subscription.end();
      await attendance.stop();
      await bus.leave();
    },
  };

  /** What was read of them is true, unless something was heard of them since, or may have been missed. */
  function confirm(arrival: Arrival): void {
    if (!isCurrent() || news.isSince(arrival.since, arrival.viewer.id)) void hearing.confirm(arrival);
  }

  function sweep(): void {
    tails.sweep().catch((error: Error) => warnSometimes("rooms could not be counted", { reason: error.message }));
  }
}

export type Realtime = ReturnType<typeof createRealtime>;
