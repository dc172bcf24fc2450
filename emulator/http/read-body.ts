import type { IncomingMessage } from "node:http";
import { ProtocolError } from "../model/protocol-error.ts";

/** Generous: AWS Batch itself refuses a SubmitJob of more than 30 KiB and a job definition of more than 24 KiB. */
const maximumBytes = 1024 * 1024;

/**
 * What is too large is read nevertheless, up to this, and forgotten: a client that is still sending when its answer
 * comes sees a broken connection instead.
 */
const drainedBytes = 64 * 1024 * 1024;

/**
 * The whole body. Throws a 413 when it is larger than any request that is looked into can be. By events: an iterator of
 * the stream showed in a profile of small requests.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let bytes = 0;

  function take(chunk: Buffer): void {
    bytes += chunk.length;
    if (bytes <= maximumBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > drainedBytes) end();
  }

  // An Error for each request that ends well, with its stack, was a twentieth of what a small one costs.
  const breakOff = (): void => reject(new Error("The request broke off."));

  function end(): void {
    request.off("close", breakOff);
    // What still comes is left where it is, and the connection open: the answer goes on it.
    request.off("data", take).pause();
    if (bytes > maximumBytes) reject(tooLarge());
    else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  }

  request.on("data", take).once("end", end).once("error", reject);
  request.once("close", breakOff);
  if (request.closed) breakOff();
  return promise;
}

const tooLarge = (): ProtocolError =>
  new ProtocolError(
    413,
    "RequestEntityTooLargeException",
    `The request is larger than ${maximumBytes} bytes.`,
  );
