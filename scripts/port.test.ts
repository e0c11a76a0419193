import { expect, test } from "vitest";
import { addresses } from "./port.mjs";

test.each(["0.0.0.0", "::"])(
  "who listens on %s is found as localhost, and by a phone where there is a network",
  (host) => {
    const { here, near } = addresses(host, 3000);
    expect(here).toBe("http://localhost:3000");
    if (near) expect(near).toMatch(/^http:\/\/(?!127\.)[\d.]+:3000$/);
  },
);

test.each(["127.0.0.1", "localhost", "192.0.2.7"])(
  "who listens on %s alone is found there, and nowhere else",
  (host) => {
    expect(addresses(host, 3000)).toEqual({ here: `http://${host}:3000`, near: undefined });
  },
);
