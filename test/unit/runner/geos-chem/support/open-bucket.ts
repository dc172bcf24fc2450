import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";

interface OpenBucket {
  /** What the runner's environment needs to find it; the SDK looks at this process's. */
  readonly env: Record<string, string>;
  readonly objects: Map<string, Buffer>;
  /** `GET key from-to`. */
  readonly requests: string[];
  /** What it lets in. */
  access: "anonymous" | "requester-pays" | "nobody";
  /** Sent instead of the objects themselves: what a bad network or disk on the way makes of them. */
  readonly corrupted: Map<string, Buffer>;
  /** Headers of the answers to HEAD, by key: an ETag of several parts, checksums. */
  readonly heads: Map<string, Record<string, string>>;
  /** Breaks the connection of the next answers after so many bytes; below zero it stays open and silent. */
  readonly breaks: number[];
  /** Where it is, which every answer says; the next requests are sent there instead of being answered. */
  readonly elsewhere: { region?: string; redirections: number };
}

/** The two operations of S3 that fetching input data uses, over HTTP for the real SDK. */
export async function startOpenBucket(): Promise<OpenBucket> {
  const bucket: OpenBucket = {
    env: {},
    objects: new Map(),
    requests: [],
    access: "anonymous",
    breaks: [],
    corrupted: new Map(),
    heads: new Map(),
    elsewhere: { redirections: 0 },
  };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = request;
    const key = decodeURIComponent(url.split("?")[0] ?? "").replace(/^\/geos-chem\//, "");
    bucket.requests.push(`${method} ${key} ${headers.range ?? "all"}`);
    const pays = headers.authorization !== undefined && headers["x-amz-request-payer"] === "requester";
    const { region } = bucket.elsewhere;
    if (region !== undefined) response.setHeader("x-amz-bucket-region", region);
    if (bucket.elsewhere.redirections > 0) {
      bucket.elsewhere.redirections--;
      return void response.writeHead(301).end();
    }
    const isLetIn =
      bucket.access === "anonymous" ? !headers.authorization : bucket.access === "requester-pays" && pays;
    const fail = (status: number, code: string) =>
      response.writeHead(status).end(method === "HEAD" ? undefined : `<Error><Code>${code}</Code></Error>`);
    if (!isLetIn) return void fail(403, "AccessDenied");
    const found = bucket.objects.get(key);
    if (!found) return void fail(404, "NoSuchKey");
    const etag = bucket.heads.get(key)?.["etag"] ?? `"${createHash("md5").update(found).digest("hex")}"`;
    if (headers["if-match"] !== undefined && headers["if-match"] !== etag) {
      return void fail(412, "PreconditionFailed");
    }
    const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? "")?.[1] ?? 0);
    const body = ((method === "GET" && bucket.corrupted.get(key)) || found).subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      ...(method === "HEAD" && bucket.heads.get(key)),
      "content-length": body.length,
      ...(from > 0 && { "content-range": `bytes ${from}-${found.length - 1}/${found.length}` }),
    });
    if (method === "HEAD") return void response.end();
    const cut = bucket.breaks.shift();
    if (cut === undefined) return void response.end(body);
    response.write(body.subarray(0, Math.abs(cut)), () => {
      if (cut > 0) request.socket.destroy();
    });
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  Object.assign(bucket.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_MAX_ATTEMPTS: "1",
    AWS_ACCESS_KEY_ID: "id",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  for (const [name, value] of Object.entries(bucket.env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return bucket;
}
