/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // What Next would bundle a second time, or cannot bundle at all: they are loaded from node_modules.
  serverExternalPackages: ["ioredis", "piscina", "pino", "bcryptjs", "rate-limiter-flexible", "prom-client"],
  experimental: {
    // A page behind a session is never kept by the browser's router: membership can end at any moment.
    staleTimes: { dynamic: 0 },
  },
};
