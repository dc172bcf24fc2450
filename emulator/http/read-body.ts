import type { IncomingMessage } from "node:http";
import { ProtocolError } from "../model/protocol-error.ts";

/** Generous: AWS Batch itself refuses a SubmitJob of more than 30 KiB and a job definition of more than 24 KiB. */
const maximumBytes = 1024 * 1024;

/**
 * What is too large is read nevertheless, up to this, and forgotten: a client that is still sending when its answer
 * comes sees a broken connection instead.
 */
const drainedBytes = 64 * 1024 * 1024;

/** The whole body. Throws a 413 when it is larger than any request that is looked into can be. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not cut the connection, on which the answer goes.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > drainedBytes) break;
    if (bytes <= maximumBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes <= maximumBytes) return Buffer.concat(chunks);
  throw new ProtocolError(
    413,
    "RequestEntityTooLargeException",
    `The request is larger than ${maximumBytes} bytes.`,
  );
}
