import type { IncomingMessage, ServerResponse } from "node:http";
import type { Call, Endpoint } from "./endpoint.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import { send, sendError } from "./send.ts";

/** Calls an endpoint of ours and sends what it gives or throws. Never rejects. */
export async function answer(
  endpoint: Endpoint,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseBrowsers(call);
    send(response, call.entry, await endpoint(call));
  } catch (error) {
    // The client has gone: its body broke off, or nobody is left to tell.
    if (response.destroyed) return;
    // A body that nobody reads would block the connection for the next request.
    if (!request.complete) response.setHeader("Connection", "close");
    sendError(response, call.entry, error);
  }
}

/**
 * A web page must not be able to start containers: a page of any site may send a simple POST to a local port, and the
 * browser then adds where it comes from. No AWS client sends Origin.
 */
function refuseBrowsers(call: Call): void {
  const origin = call.header("origin");
  if (origin === undefined) return;
  throw new ProtocolError(
    403,
    "AccessDeniedException",
    `Requests of web pages are refused (Origin: ${origin}).`,
  );
}
