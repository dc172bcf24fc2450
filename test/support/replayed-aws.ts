import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export interface Replayed {
  readonly endpoint: string;
  /** Bodies of the requests, in their order. */
  readonly requests: string[];
}

/** Stands in for an AWS endpoint: gives the answers one after the other, whatever is asked, and notes what was. */
export async function replayedAws(
  answers: readonly { readonly body: string; readonly type: string; readonly status?: number }[],
): Promise<Replayed> {
  const requests: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void text(request).then((body) => {
      const answer = answers[requests.length] ?? { body: "", type: "text/plain", status: 500 };
      requests.push(body);
      response.writeHead(answer.status ?? 200, { "content-type": answer.type }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, requests };
}
