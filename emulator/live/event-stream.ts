import type { IncomingMessage, ServerResponse } from "node:http";

/** Server-sent events (HTML standard, 9.2) to one reader. */
export interface EventStream {
  /** The id that the reader had last, where it connects again. */
  readonly lastId: string | undefined;
  /** Whether the reader takes more: events that are left out now must be sent later. */
  readonly isReady: boolean;
  /** `data`: JSON. */
  send(event: string, data: string, id?: string): void;
}

/** So that nothing between takes a quiet connection for a dead one. */
const quietMs = 15_000;

/** Answers with events until the reader is gone: `tick` is called at once and then again and again. */
export function eventStream(
  request: IncomingMessage,
  response: ServerResponse,
  everyMs: number,
  tick: (stream: EventStream) => void,
): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 1000\n\n");
  let lastSent = Date.now();
  const stream: EventStream = {
    lastId: request.headers["last-event-id"] as string | undefined,
    get isReady() {
      return !response.writableNeedDrain;
    },
    send(event, data, id) {
      lastSent = Date.now();
      const head = id === undefined ? "" : `id: ${id}\n`;
      response.write(`${head}event: ${event}\ndata: ${data}\n\n`);
    },
  };
  const step = () => {
    tick(stream);
    if (Date.now() - lastSent < quietMs) return;
    lastSent = Date.now();
    response.write(": still here\n\n");
  };
  step();
  const timer = setInterval(step, everyMs);
  response.once("close", () => clearInterval(timer));
}
