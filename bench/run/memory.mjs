// @ts-check
/** Loaded into each compared server: says how much memory is in use, or how much is left when nobody needs the rest. */
process.on("message", async (word) => {
  if (word === "usage") {
    const { rss, heapUsed: heap } = process.memoryUsage();
    process.send?.({ rss, heap });
  }
  if (word !== "memory") return;
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  process.send?.(process.memoryUsage().rss);
});
process.channel?.unref();
