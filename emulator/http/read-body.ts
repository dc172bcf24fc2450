import type { IncomingMessage } from "node:http";
import { ProtocolError } from "../model/protocol-error.ts";

/** Generous: AWS Batch itself refuses a SubmitJob of more than 30 KiB and a job definition of more than 24 KiB. */
const maximumBytes = 1024 * 1024;

/** The whole body as text. Throws a 413 as soon as it is larger than any request to Batch or Logs can be. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > maximumBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = () =>
  new ProtocolError(
    413,
    "RequestEntityTooLargeException",
    `The request is larger than ${maximumBytes} bytes.`,
  );
