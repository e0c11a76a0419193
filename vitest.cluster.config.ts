import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/cluster/**/*.cluster.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    globalSetup: ["e2e/cluster/nodes.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
