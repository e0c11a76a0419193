import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["e2e/**/*.spec.ts", "**/node_modules/**", ".next/**", "dist/**", ".data/**"],
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    globalSetup: ["scripts/test-run.ts"],
    setupFiles: ["scripts/test-redis.ts"],
    testTimeout: 10_000,
    hookTimeout: 30_000,
  },
});
