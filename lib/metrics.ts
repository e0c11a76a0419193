import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { oncePerProcess } from "./process";

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Everything that is measured, declared once. No label grows with people, rooms or paths. Counting is one addition in
 * memory; nothing counts per receiver of a message.
 */
export const metrics = () => oncePerProcess("metrics", createMetrics);

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });
  const seconds = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Histogram({ name, help, labelNames, registers, buckets: SECONDS });

  return {
    registry,
    httpDuration: seconds("http_request_duration_seconds", "Requests but streams.", "route", "method", "status"),

    pages: counter("chat_pages_total", "Pages and files, by the process that answered.", "process"),

    connected: gauge("socket_io_connected", "Sockets that are connected here."),
    connects: counter("socket_io_connect_total", "Sockets that were let in."),
    disconnects: counter("socket_io_disconnect_total", "Sockets that left.", "reason"),
    eventsReceived: counter("socket_io_events_received_total", "What clients asked by socket.", "event"),

    sent: counter("chat_messages_sent_total", "Messages given to this instance.", "result"),
    appendDuration: seconds("chat_append_duration_seconds", "From the check of a message until Redis has it."),
    deliverLag: seconds("chat_deliver_lag_seconds", "From storing a message until it goes out here; one a batch."),
    catchUps: counter("chat_catchup_total", "Rooms read again because something may have been missed.", "cause"),
    catchUpMessages: counter("chat_catchup_messages_total", "Messages that only reading again has brought."),
    gaps: counter("chat_gap_detected_total", "Syncs that found something the client had missed."),
    poison: counter("chat_poison_total", "What was skipped because it is not a message.", "source"),
    trimmed: counter("chat_messages_trimmed_total", "Messages taken off the old end of rooms."),

    relayHeard: counter("chat_relay_heard_total", "What this instance heard over the channels of Redis.", "channel"),
    relayBridged: counter("chat_relay_bridged_total", "What siblings said that this instance passed on to the others."),

    online: gauge("chat_presence_online", "People who are online, on any server."),
    reaped: counter("chat_presence_reaped_total", "People taken off because their instance has died."),

    redisUp: gauge("redis_up", "1 while the connection can be used.", "role"),
    redisReconnects: counter("redis_reconnects_total", "Attempts to connect again.", "role"),
    commandDuration: seconds("redis_command_duration_seconds", "Commands to Redis and their replies.", "cmd"),
    commandErrors: counter("redis_command_errors_total", "Commands that failed.", "code"),
    memoryRatio: gauge("chat_redis_memory_ratio", "Used memory of Redis, of its maxmemory; absent without one."),
    redisClients: gauge("chat_redis_connected_clients", "Connections to Redis, of everybody."),

    signIns: counter("auth_login_total", "Attempts to sign in.", "result"),
    limited: counter("ratelimit_hits_total", "Requests refused by a limit.", "limiter"),
  };
}
