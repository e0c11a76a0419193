// @ts-check
/** One question to Redis, before any package is installed. */
import { connect } from "node:net";

const PATIENCE_MS = 5_000;

/**
 * Sends one command over a unix socket; answers with the lines of the reply as they stand in the protocol.
 * @param {string} socket @param {string[]} words
 * @returns {Promise<string[]>}
 */
export function ask(socket, ...words) {
  return new Promise((resolve, reject) => {
    let reply = "";
    const connection = connect(socket, () => connection.write(spell(words) + spell(["QUIT"])));
    connection.setTimeout(PATIENCE_MS, () => connection.destroy(new Error("no answer")));
    connection.on("data", (chunk) => (reply += chunk));
    connection.on("error", reject);
    connection.on("close", () => resolve(reply.split(/\r?\n/).filter(Boolean)));
  });
}

/** @param {string[]} words */
const spell = (words) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
