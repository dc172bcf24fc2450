import {
  Agent,
  request as send,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { pipeline } from "node:stream";
import type { AccessEntry } from "./access-entry.ts";
import { escapeXml } from "./escape-xml.ts";
import { endToEndHeaders } from "./end-to-end-headers.ts";
import { send as sendAnswer } from "./send.ts";

export interface Forwarder {
  /** `waits`: the client sent "Expect: 100-continue" and holds its body back until told to go on. */
  forward(request: IncomingMessage, response: ServerResponse, entry: AccessEntry, waits: boolean): void;
  readonly close: () => void;
}

/** The same for a LocalStack that is still starting: requests wait for it, unread. */
export function awaitedForwarder(localstackUrl: string | Promise<string>): Forwarder {
  if (typeof localstackUrl === "string") return forwarder(localstackUrl);
  let there: Forwarder | undefined;
  const starting = localstackUrl.then((url) => (there = forwarder(url)));
  // Whoever asks is told; nobody may ask.
  starting.catch(() => {});
  return {
    forward(request, response, entry, waits) {
      if (there) return there.forward(request, response, entry, waits);
      starting.then(
        (forwarding) => {
          if (!response.destroyed) forwarding.forward(request, response, entry, waits);
        },
        (cause: Error) => {
          refuse(request, response, entry, {
            cause,
            status: 503,
            message: `${cause.message} S3 is not served.`,
          });
        },
      );
    },
    close: () => there?.close(),
  };
}

/**
 * Streams requests to LocalStack unchanged: method, path and query byte for byte (the signature covers them), headers
 * with their case, order and duplicates, Host included (it is signed, and presigned URLs and redirects come from it).
 * Bodies pass as they are, aws-chunked framing and checksum trailers included, never held in memory.
 */
function forwarder(localstackUrl: string): Forwarder {
  const { hostname, port, protocol } = new URL(localstackUrl);
  if (protocol !== "http:") throw new TypeError(`LocalStack is reached over http, not ${localstackUrl}`);
  // Idle connections go before LocalStack's server closes them (5 s), which would race with the next request.
  const agent = new Agent({ keepAlive: true, timeout: 4000, scheduling: "lifo" });

  const forward: Forwarder["forward"] = (request, response, entry, waits) => {
    const upstream = send({
      host: hostname.replaceAll(/[[\]]/g, ""),
      port: port || 80,
      method: request.method ?? "GET",
      path: request.url ?? "/",
      headers: endToEndHeaders(request.rawHeaders),
      setHost: false,
      agent,
    });
    upstream.on("error", (error) => fail(error, request, response, entry, localstackUrl));
    upstream.on("response", (answer) => relay(answer, request, response, upstream));
    if (waits) {
      upstream.on("continue", () => response.writeContinue());
      upstream.flushHeaders();
    }
    // Fires too when the client has gone half-way: then LocalStack must not take the part for the whole.
    response.once("close", () => {
      if (!response.writableFinished) upstream.destroy();
    });
    request.pipe(upstream, { end: false });
    request.once("end", () => {
      if (request.rawTrailers.length > 0) upstream.addTrailers(pairs(request.rawTrailers));
      upstream.end();
    });
  };
  return { forward, close: () => agent.destroy() };
}

function relay(
  answer: IncomingMessage,
  request: IncomingMessage,
  response: ServerResponse,
  upstream: ClientRequest,
): void {
  // An answer before the whole body (a refusal) leaves a body behind that nobody reads.
  const early = !request.complete;
  const headers = endToEndHeaders(answer.rawHeaders);
  if (early) headers.push("Connection", "close");
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
  // pipeline: backpressure, and an answer that breaks off breaks off for the client too.
  pipeline(answer, response, () => {
    if (early) upstream.destroy();
  });
}

function fail(
  cause: NodeJS.ErrnoException,
  request: IncomingMessage,
  response: ServerResponse,
  entry: AccessEntry,
  url: string,
): void {
  // The client has gone, or has half an answer: nothing that could be said would be understood.
  if (response.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  const reached =
    cause.code !== "ECONNREFUSED" && cause.code !== "EHOSTUNREACH" && cause.code !== "ENOTFOUND";
  const message = reached
    ? `LocalStack at ${url} broke the connection off (${cause.message}).`
    : `LocalStack is not reachable at ${url} (${cause.message}). Batch and Logs are served without it; S3 is not.`;
  refuse(request, response, entry, { cause, status: reached ? 502 : 503, message });
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  entry: AccessEntry,
  { cause, status, message }: { readonly cause: Error; readonly status: 502 | 503; readonly message: string },
): void {
  if (response.destroyed) return;
  if (!request.complete) response.setHeader("Connection", "close");
  entry.error = cause;
  const code = status === 502 ? "BadGateway" : "ServiceUnavailable";
  // In S3's form, which is XML: nearly all that comes this way is S3.
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>${entry.requestId}</RequestId></Error>`;
  sendAnswer(response, entry, { status, contentType: "application/xml", body }, { "x-amzn-ErrorType": code });
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? "",
    raw[2 * index + 1] ?? "",
  ]);
}
