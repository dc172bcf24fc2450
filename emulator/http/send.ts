import type { ServerResponse } from "node:http";
import { explainError } from "../../contract/errors.ts";
import { BatchClientError } from "../ports/batch-api.ts";
import type { AccessEntry } from "./access-entry.ts";
import type { Answer } from "./endpoint.ts";
import { ProtocolError } from "../model/protocol-error.ts";

/** Sends an answer with what every AWS answer has: its request id. */
export function send(
  response: ServerResponse,
  entry: AccessEntry,
  answer: Answer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(answer.status, {
    "x-amzn-RequestId": entry.requestId,
    "Content-Type": answer.contentType,
    "Content-Length": Buffer.byteLength(answer.body),
    ...answer.headers,
    ...headers,
  });
  response.end(answer.body);
}

/**
 * Sends an error as AWS does: the code in `x-amzn-ErrorType` (REST-JSON) and in `__type` (awsJson1.1), the message in
 * the body. A fault of ours becomes a 500 that names the request id; the error itself goes to our own log.
 */
export function sendError(response: ServerResponse, entry: AccessEntry, error: unknown): void {
  const { status, type, message } = describe(error, entry);
  if (status >= 500) entry.error = error;
  send(
    response,
    entry,
    { status, contentType: "application/json", body: JSON.stringify({ __type: type, message }) },
    { "x-amzn-ErrorType": type },
  );
}

function describe(error: unknown, entry: AccessEntry): { status: number; type: string; message: string } {
  if (error instanceof BatchClientError)
    return { status: 400, type: "ClientException", message: error.messageFor(entry.requestId) };
  if (error instanceof ProtocolError) return error;
  const [reason] = explainError(error).split("\n", 1);
  return {
    status: 500,
    type: "ServerException",
    message: `The local AWS Batch failed: ${reason} (its log has more under RequestId: ${entry.requestId})`,
  };
}
