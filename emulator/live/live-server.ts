import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { listen } from "../http/listen.ts";
import type { LocalRegions } from "../local/local-regions.ts";
import { credentialsOf } from "../local/local-credentials.ts";
import { eventStream } from "./event-stream.ts";
import { liveView } from "./live-view.ts";
import { logSender } from "./log-reader.ts";
import { createResultReader } from "./read-result.ts";

export interface LiveServerOptions {
  readonly regions: Pick<LocalRegions, "all">;
  /** Shown, so that people find it. */
  readonly endpoint: string;
  readonly host: { readonly vcpus: number };
  /** Where results are: an address of S3. */
  readonly s3: { readonly endpoint: string; readonly region: string; readonly accountId: string };
  /** 0: any free port. */
  readonly port: number;
}

export interface LiveServer {
  readonly url: string;
  close(): Promise<void>;
}

const file = (name: string): Buffer => readFileSync(new URL(`page/${name}`, import.meta.url));

const files: ReadonlyMap<string, { readonly type: string; readonly name: string }> = new Map([
  ["/", { type: "text/html; charset=utf-8", name: "live.html" }],
  ["/live.css", { type: "text/css; charset=utf-8", name: "live.css" }],
  ["/icon.svg", { type: "image/svg+xml", name: "icon.svg" }],
  ["/live.js", { type: "text/javascript; charset=utf-8", name: "live.js" }],
]);

/** The page may load what is here and nothing else, and nobody may frame it or read it from elsewhere. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
} as const;

const viewEveryMs = 400;
const linesEveryMs = 200;
/** Jobs that have ended: more is what `ListJobs` is for. */
const mostEnded = 200;

/**
 * The live page of the local Batch: read-only, on the loopback interface, for names of it alone, so that no page of
 * another name can read it by pointing that name here (DNS rebinding).
 */
export async function startLiveServer(options: LiveServerOptions): Promise<LiveServer> {
  const { regions, endpoint, host, port } = options;
  const s3 = new S3Client({
    endpoint: options.s3.endpoint,
    region: options.s3.region,
    forcePathStyle: true,
    credentials: credentialsOf(options.s3.accountId),
  });
  const results = createResultReader(s3);
  const view = () =>
    JSON.stringify(
      liveView(
        regions.all().map(({ batch }) => batch.view(mostEnded)),
        { endpoint, host },
        (job) => results.of(job),
      ),
    );

  function handle(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!isLoopback(request.headers.host))
      return refuse(response, 421, "This page answers to localhost only.");
    if (request.method !== "GET") return refuse(response, 405, "This page is read-only.");
    const url = new URL(request.url ?? "/", "http://localhost");
    const found = files.get(url.pathname);
    if (found) {
      response.writeHead(200, { "content-type": found.type });
      response.end(file(found.name));
    } else if (url.pathname === "/events") {
      let sent: string | undefined;
      eventStream(request, response, viewEveryMs, (stream) => {
        const now = view();
        if (now === sent || !stream.isReady) return;
        sent = now;
        stream.send("view", now);
      });
    } else if (url.pathname === "/log") {
      const region = regions.all().find((of) => of.region === url.searchParams.get("region"));
      const id = url.searchParams.get("job") ?? "";
      if (!region?.batch.logOf(id)) return refuse(response, 404, "There is no such job.");
      const send = logSender(() => {
        const log = region.batch.logOf(id)?.log;
        const stream = log && region.logs.group(log.group)?.streams.get(log.stream);
        return stream && { key: encodeURIComponent(stream.name), stream };
      });
      eventStream(request, response, linesEveryMs, send);
    } else refuse(response, 404, "There is nothing here.");
  }

  const server = createServer(handle);
  const url = await listen(server, { host: "127.0.0.1", port });
  return {
    url: `${url}/`,
    close: () =>
      new Promise((resolve) => {
        s3.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

/** Whatever the port: it may come through a tunnel. */
const isLoopback = (host = ""): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
