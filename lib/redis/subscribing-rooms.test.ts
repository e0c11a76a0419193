process.env.RELAY = "rooms";
await import("./subscribing.test");

export {};
