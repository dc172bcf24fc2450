import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

interface Denial {
  readonly status: number;
  readonly code: string;
}

interface StandIn {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  readonly requests: string[];
  /** Answers the next matching requests with an error. `when` sees "PUT /bucket/key?query". */
  deny: (when: RegExp, denial: Denial) => void;
  /** Stores what matches and then breaks the connection, once. */
  loseAnswerOf: (when: RegExp) => void;
}

/** The few operations of S3 that the runner uses, over HTTP for the real SDK. Signatures are not looked at. */
export async function startS3StandIn(): Promise<StandIn> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const denials: [RegExp, Denial][] = [];
  const lost: RegExp[] = [];
  const parts = new Map<number, Buffer>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const line = `${method} ${decodeURIComponent(url)}`;
    requests.push(line);
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    const key = decodeURIComponent(url.split("?")[0] ?? "");
    const fail = ({ status, code }: Denial) =>
      response
        .writeHead(status, { "content-type": "application/xml" })
        .end(
          method === "HEAD"
            ? undefined
            : `<Error><Code>${code}</Code><Message>${code} says the stand-in</Message></Error>`,
        );
    const denied = denials.find(([when]) => when.test(line));
    if (denied) return void fail(denied[1]);
    const xml = (text: string) =>
      response.writeHead(200, { "content-type": "application/xml", etag: '"part"' }).end(text);
    if (method === "POST" && url.includes("uploads")) {
      return void xml(
        `<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const part = /partNumber=(\d+)/.exec(url)?.[1];
    if (part !== undefined) {
      parts.set(Number(part), body);
      return void xml("");
    }
    if (method === "POST") {
      objects.set(
        key,
        Buffer.concat([...parts.keys()].sort((a, b) => a - b).map((n) => parts.get(n) ?? Buffer.alloc(0))),
      );
      return void xml(`<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>`);
    }
    if (method === "DELETE") return void response.writeHead(204).end();
    if (method === "PUT") {
      if (request.headers["if-none-match"] === "*" && objects.has(key)) {
        return void fail({ status: 412, code: "PreconditionFailed" });
      }
      objects.set(key, body);
      const index = lost.findIndex((when) => when.test(line));
      if (index < 0) return void response.writeHead(200).end();
      lost.splice(index, 1);
      return void request.socket.destroy();
    }
    const found = objects.get(key);
    if (!found) return void fail({ status: 404, code: "NoSuchKey" });
    response.writeHead(200, { "content-length": found.length }).end(method === "HEAD" ? undefined : found);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    deny: (when, denial) => denials.push([when, denial]),
    loseAnswerOf: (when) => lost.push(when),
  };
}
