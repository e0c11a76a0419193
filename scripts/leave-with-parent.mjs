// @ts-check
// Loaded into the server by the commands: when a command is killed outright, its server leaves by itself, in order.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
