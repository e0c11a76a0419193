// @ts-check
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { Advice } from "./steps.mjs";

/** The port of this command, free to listen on; else an advice. @param {string} name what was typed, such as "quickstart" */
export async function wantedPort(name, wanted = process.env.PORT || "3000") {
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Advice(`PORT is a number from 1 to 65535, such as PORT=3001, not "${wanted}".`);
  const elsewhere = `PORT=${port === 3001 ? 3002 : port < 1024 ? 3000 : port + 1} npm run ${name}`;
  const problem = (await isAnswering(port)) ? "EADDRINUSE" : await problemWith(port);
  if (problem === "EADDRINUSE")
    throw new Advice(
      `Port ${port} is in use by another program. End that one, or choose another port:\n\n  ${elsewhere}`,
    );
  if (problem)
    throw new Advice(`Port ${port} may not be used here (${problem}). Choose another one:\n\n  ${elsewhere}`);
  return port;
}

/** A port of the loopback interface that is free now. @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Does who listens on this host listen in every network? @param {string} host */
export const isEverywhere = (host) => /^(0\.0\.0\.0|::)$/.test(host);

/**
 * Where a browser finds who listens on this host: on this machine, and on a phone in the same network, if there is one that
 * it listens in.
 * @param {string} host @param {number} port
 */
export function addresses(host, port) {
  if (!isEverywhere(host)) return { here: `http://${host}:${port}`, near: undefined };
  const lan = lanAddress();
  return { here: `http://localhost:${port}`, near: lan && `http://${lan}:${port}` };
}

/** The address of this machine in its network, if it is in one. */
function lanAddress() {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export const isAnswering = (port) =>
  new Promise((resolve) => {
    const connection = connect({ port, host: "127.0.0.1" });
    connection.on("connect", () => connection.end(() => resolve(true))).on("error", () => resolve(false));
  });

/**
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
const problemWith = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.on("error", (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
    server.listen(port, process.env.HOST || "0.0.0.0", () => server.close(() => resolve(undefined)));
  });
