import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { sitePages } from "./site-layout.ts";
import { objectHeaders } from "./target/object-headers.ts";

export interface ServedSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Names under which a browser of this machine reaches it: others are another site's, led here by its name server. */
const ownHost = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/** Serves the files of a folder to this machine alone. Port 0: any free one. Throws `cannot-listen`. */
export async function serveSite(folder: string, port: number): Promise<ServedSite> {
  const root = path.resolve(folder);
  const server = createServer((request, response) => {
    const answer = (status: number, text: string) =>
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
    if (!ownHost.test(request.headers.host ?? "")) return answer(403, "This serves its own machine only.\n");
    if (request.method !== "GET" && request.method !== "HEAD") return answer(405, "Only to be read.\n");
    const name = fileName(request.url ?? "/");
    if (name === null) return answer(400, "Not an address of a file.\n");
    const { contentType, cacheControl } = objectHeaders(name);
    readFile(path.join(root, name)).then(
      (bytes) =>
        response
          .writeHead(200, {
            "content-type": contentType,
            "content-length": bytes.byteLength,
            "cache-control": cacheControl,
            "x-content-type-options": "nosniff",
          })
          .end(request.method === "HEAD" ? undefined : bytes),
      () => answer(404, `There is no ${name} in this site.\n`),
    );
    return response;
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(
        new GeosBenchError(`Port ${port} of this machine cannot be listened on: ${cause.message}`, {
          code: "cannot-listen",
          hint: "Give another one with --port, or none for any free one.",
          cause,
        }),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path of a file below the site; `null` for whatever could lead out of it. */
function fileName(url: string): string | null {
  const [encoded = "/"] = url.split(/[?#]/, 1);
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  const parts = name.split("/").slice(1);
  if (!name.startsWith("/") || parts.some((part) => part.startsWith(".") || /[\\\0]/.test(part))) return null;
  return name.endsWith("/") ? `${name.slice(1)}${sitePages.overview}` : name.slice(1);
}
