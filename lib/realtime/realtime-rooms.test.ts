process.env.RELAY = "rooms";
await import("./realtime.test");

export {};
