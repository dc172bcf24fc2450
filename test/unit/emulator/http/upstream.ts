import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "../../../../emulator/http/listen.ts";

interface Recorded {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly trailers: NodeJS.Dict<string>;
  readonly body: Buffer;
}

export interface Upstream {
  readonly url: string;
  readonly requests: Recorded[];
  readonly server: Server;
  readonly close: () => void;
}

/** Stands for LocalStack: records what arrives, byte for byte, and answers with it. */
export async function recordingUpstream(answer?: RequestListener): Promise<Upstream> {
  const requests: Recorded[] = [];
  const record = async (request: IncomingMessage): Promise<Recorded> => {
    const body = await buffer(request);
    const { method, url, rawHeaders, trailers } = request;
    const recorded = { method, url, rawHeaders, trailers, body };
    requests.push(recorded);
    return recorded;
  };
  const server = createServer(
    answer ??
      ((request, response) => {
        void record(request).then(({ body }) =>
          response.writeHead(200, { ETag: '"x"', "x-Amz-Thing": "Kept" }).end(body),
        );
      }),
  );
  const url = await listen(server, { host: "127.0.0.1", port: 0 });
  return {
    url,
    requests,
    server,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
