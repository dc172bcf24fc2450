import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { localAccountId } from "../aws/account.ts";
import type { AccessEntry } from "./access-entry.ts";
import { answer } from "./answer.ts";
import type { JobExplanation } from "../batch/view/explain-job.ts";
import { batchEndpoint } from "./batch-endpoint.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { awaitedForwarder } from "./forward.ts";
import { listen, type Address } from "./listen.ts";
import { ownEndpoint } from "./own-endpoint.ts";
import { fireSchedule } from "../events/fire-schedule.ts";
import { logsEndpoint } from "./logs-endpoint.ts";
import { createEventBus, type EventBus } from "../events/event-bus.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import { noMoto, type Moto } from "../moto/moto.ts";
import { cloudEndpoint } from "./routes/cloud-endpoint.ts";
import { readBody } from "./read-body.ts";
import type { Regions } from "./regions.ts";
import { refusedEndpoint } from "./refused-endpoint.ts";
import { serviceOf, type Service } from "./service-of.ts";

export interface FrontOptions {
  readonly regions: Regions;
  /** Default: LocalStack's. */
  readonly accountId?: string;
  /** What answers for the services of routes/services.ts; default: nothing does. */
  readonly moto?: Moto;
  /** Where PutEvents goes; default: one of its own. */
  readonly events?: EventBus;
  /** Where S3 goes, and what else LocalStack has. */
  readonly localstackUrl: string | Promise<string>;
  /** The services that are there, by the names that requests are signed for; others are refused. Default: all. */
  readonly forwarded?: ReadonlySet<string>;
  /** Port 0: any free port. */
  readonly addresses: readonly Address[];
  /** Empties what is behind the front, when it is asked to. Default: it is not taken. */
  readonly reset?: () => Promise<void>;
  /** The access log: once per request, when it is over. */
  readonly onRequest?: (entry: AccessEntry) => void;
  /** Added to `GET /_gcbench/health`. */
  readonly health?: () => Readonly<Record<string, unknown>>;
  /** The regions that were asked for something, for who asks for what is in none; default: the one that is not asked for. */
  readonly knownRegions?: () => readonly string[];
  /** What `GET /_gcbench/explain?job=ID` answers; default: no job is known. */
  readonly explain?: (jobId: string) => Promise<JobExplanation | undefined>;
}

export interface Front {
  /** One URL per address, in the order given. */
  readonly urls: readonly string[];
  /** Serves a connection that came about elsewhere (in a container, emulator/tunnel). */
  readonly accept: (socket: Socket) => void;
  /** Stops listening and cuts every connection. */
  readonly close: () => Promise<void>;
}

const notThere = "Nothing answers for this service here: moto is not part of this endpoint.";

const notReset = () =>
  Promise.reject(new ProtocolError(400, "InvalidAction", "What is behind this endpoint cannot be reset."));

/**
 * One endpoint for every AWS client: Batch and Logs are ours, S3 streams through to LocalStack, and other services are
 * answered as the table says (routes/).
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { regions, accountId = localAccountId, moto = noMoto(notThere), forwarded } = options;
  const { knownRegions = () => [regions(undefined).region] } = options;
  const events = options.events ?? createEventBus({ moto, regions, log: () => {} });
  const services = {
    batch: batchEndpoint(regions),
    logs: logsEndpoint(regions, accountId),
    cloud: cloudEndpoint({ accountId, regions, moto, events }),
    refused: refusedEndpoint(forwarded ?? new Set()),
    front: ownEndpoint({
      health: options.health,
      explain: options.explain,
      reset: options.reset ?? notReset,
      fire: ({ name, group, region = regions(undefined).region }) =>
        fireSchedule({ name, group, region }, { moto, regions, knownRegions }),
    }),
  } satisfies Record<Exclude<Service, "localstack">, Endpoint>;
  const upstream = awaitedForwarder(options.localstackUrl);

  const handle = (request: IncomingMessage, response: ServerResponse, waits: boolean): void => {
    const [path = "", query = ""] = splitOnce(request.url ?? "/", "?");
    const service = serviceOf(request, path, query, forwarded);
    const entry = newEntry(request, path, service);
    report(response, entry, options.onRequest);
    if (service === "localstack") {
      upstream.forward(request, response, entry, waits);
      return;
    }
    if (waits) response.writeContinue();
    void answer(services[service], callOf(request, path, query, entry), request, response);
  };

  const servers: Server[] = [];
  const close = async () => {
    upstream.close();
    await Promise.all(servers.map(closeServer));
  };
  try {
    const urls: string[] = [];
    for (const address of options.addresses) {
      const server = createServer((request, response) => handle(request, response, false));
      // "Expect: 100-continue": whether the body may come is LocalStack's to say when the request is LocalStack's.
      server.on("checkContinue", (request, response) => handle(request, response, true));
      // Uploads of many gigabytes take longer than Node's default of five minutes for a whole request.
      server.requestTimeout = 0;
      // Clients that poll every few seconds keep their connection (Node's default is 5 s).
      server.keepAliveTimeout = 60_000;
      servers.push(server);
      urls.push(await listen(server, address));
    }
    return { urls, accept: (socket) => void servers[0]?.emit("connection", socket), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function callOf(request: IncomingMessage, path: string, query: string, entry: AccessEntry): Call {
  let read: Promise<Buffer> | undefined;
  const bytes = () => (read ??= readBody(request));
  return {
    method: request.method ?? "",
    path,
    query: () => new URLSearchParams(query),
    header: (name) => request.headers[name] as string | undefined,
    target: request.url ?? "/",
    rawHeaders: request.rawHeaders,
    bytes,
    body: async () => (await bytes()).toString("utf8"),
    entry,
  };
}

function newEntry(request: IncomingMessage, path: string, service: AccessEntry["service"]): AccessEntry {
  return { requestId: randomUUID(), method: request.method ?? "", path, service, status: 0, milliseconds: 0 };
}

function report(response: ServerResponse, entry: AccessEntry, onRequest: FrontOptions["onRequest"]): void {
  const start = performance.now();
  response.once("close", () => {
    entry.status = response.headersSent ? response.statusCode : 0;
    entry.milliseconds = performance.now() - start;
    onRequest?.(entry);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
