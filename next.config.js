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
  headers: async () => [{ source: "/(.*)", headers: securityHeaders }],
};

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];
