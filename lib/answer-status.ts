import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { oncePerProcess } from "./process";

const answers = () => oncePerProcess("answers", () => new AsyncLocalStorage<ServerResponse>());

/** Runs what answers a request, so that a page of it can say its status. */
export const answering = <T>(response: ServerResponse, run: () => T): T => answers().run(response, run);

/** The answer that is being written, where a request is being answered. */
export const answered = () => answers().getStore();

/**
 * Sets the status of the page that is being answered. Next knows no other way but to throw, and a page that has
 * thrown is empty until the script has come: without JavaScript, for ever.
 */
export function answerWith(status: number): void {
  const response = answered();
  if (response && !response.headersSent) response.statusCode = status;
}
