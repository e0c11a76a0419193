process.env.RELAY = "rooms";
await import("./relay.test"); // all that is asked of the other relay, on this one

export {};
