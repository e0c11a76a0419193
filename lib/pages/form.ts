import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Refused } from "../errors";
import { FORM_MAX_BYTES } from "../limits";
import { isHandled } from "./is-page";

/**
 * Reads the form that is sent to a page, and puts it back to be read again: what is too long or cannot be read Next answers
 * 500, with lines of its own in the log. Throws `invalid`, `too_large`.
 */
export async function checkForm(request: IncomingMessage): Promise<void> {
  if (!isForm(request)) return;
  if (Number(request.headers["content-length"] ?? 0) > FORM_MAX_BYTES) throw tooLarge();
  const body = await readAhead(request);
  if (isMultipart(request) && !(await isReadable(body, request.headers)))
    throw new Refused("invalid", "The form cannot be read.");
}

const ACTION = "next-action";
const isMultipart = ({ headers }: IncomingMessage) => /^multipart\/form-data/i.test(headers["content-type"] ?? "");

/** What a page without JavaScript sends, or one with it. Route handlers read their bodies themselves. */
function isForm(request: IncomingMessage): boolean {
  const { method, url = "", headers } = request;
  if (method !== "POST" || isHandled(url)) return false;
  return ACTION in headers || isMultipart(request);
}

/** The whole body, which the next reader finds as if nobody had read it: it is put back before its end was told. */
function readAhead(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    function take(): void {
      for (let chunk = request.read(); chunk; chunk = request.read()) {
        chunks.push(chunk);
        size += chunk.length;
      }
      if (size > FORM_MAX_BYTES) leave(() => reject(tooLarge())).resume();
      else if (request.complete) leave(() => resolve(putBack(request, chunks)));
    }
    function leave(how: () => void): IncomingMessage {
      request.off("readable", take).off("close", goneAway);
      how();
      return request;
    }
    const goneAway = () => reject(new Refused("invalid", "The form was not sent to its end."));
    request.on("readable", take).once("close", goneAway);
  });
}

function putBack(request: IncomingMessage, chunks: Buffer[]): Buffer {
  const body = Buffer.concat(chunks);
  if (body.length > 0) request.unshift(body);
  return body;
}

/** By the same reader as Next's. Without JavaScript a form names its action in itself. */
const isReadable = (body: Buffer, { "content-type": type = "", ...headers }: IncomingHttpHeaders) =>
  new Response(new Uint8Array(body), { headers: { "Content-Type": type } }).formData().then(
    (form) => ACTION in headers || [...form.keys()].some((name) => name.startsWith("$ACTION_")),
    () => false,
  );

const tooLarge = () => new Refused("too_large", `A form has at most ${FORM_MAX_BYTES / 1024} KB.`);
