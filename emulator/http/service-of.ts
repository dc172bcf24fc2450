import type { IncomingMessage } from "node:http";
import { ownPaths } from "./own-paths.ts";
import { cloudServices } from "./routes/services.ts";

/** `cloud`: the services of routes/, whose operations have an answer each. */
export type Service = "batch" | "logs" | "cloud" | "localstack" | "front" | "refused";

/** Services of ours, by the names that requests are signed for. */
const own: ReadonlySet<string> = new Set(["batch", "logs"] satisfies Service[]);

/**
 * Which service a request is for. Every AWS client signs with Signature Version 4, and the signature's scope names the
 * service: `Credential=<key>/<date>/<region>/<service>/aws4_request` (SigV4a leaves out the region). Presigned URLs
 * have the same text in the query. Requests without one (curl) go by method and path. `forwarded` are the services that LocalStack
 * has; without it, it has all that are not ours.
 */
export function serviceOf(
  request: IncomingMessage,
  path: string,
  query: string,
  forwarded?: ReadonlySet<string>,
): Service {
  if (Object.values<string>(ownPaths).includes(path)) return "front";
  const signedFor = signedService(request.headers.authorization, query);
  if (signedFor !== undefined) {
    if (own.has(signedFor)) return signedFor as Service;
    if (signedFor in cloudServices) return "cloud";
    return (forwarded?.has(signedFor) ?? true) ? "localstack" : "refused";
  }
  const { "x-amz-target": target, "content-type": type } = request.headers;
  // S3 has no operation that a header names: other services' clients send it.
  if (target !== undefined) return String(target).startsWith("Logs_") ? "logs" : "refused";
  if (path === "/v1" || path.startsWith("/v1/")) return "batch";
  return isForS3({ method: request.method ?? "", path, query, type }) ? "localstack" : "refused";
}

/** The operations of S3 that are POSTs, by what their queries name; and the form of a web page (multipart/form-data). */
const s3Posts = ["uploads", "uploadId", "delete", "restore", "select"];

/**
 * Whether a request that nobody signed can be for S3, which answers such requests too. Names of buckets have at least
 * three characters, so none is "v1" or "v2", with which the paths of other services begin; and those of CloudFront,
 * EFS, Lambda, Route 53 and others begin with the date of a version, so that a bucket with such a name is reached by
 * signed requests only. What begins with an underscore is LocalStack's own.
 */
function isForS3({ method, path, query, type }: Unsigned): boolean {
  const [, first = ""] = path.split("/");
  if (first.startsWith("_")) return true;
  if (/^v\d$/.test(first) || /^20\d\d-[01]\d-[0-3]\d$/.test(first)) return false;
  if (method !== "POST" || type?.startsWith("multipart/form-data")) return true;
  const asked = new URLSearchParams(query);
  return s3Posts.some((name) => asked.has(name));
}

interface Unsigned {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Of the content. */
  readonly type: string | undefined;
}

/** The service that a request was signed for, by its header or, presigned, by its query. */
export function signedService(authorization: string | undefined, query: string): string | undefined {
  return scopeService(authorization) ?? presignedFor(query);
}

function presignedFor(query: string): string | undefined {
  if (!query.includes("X-Amz-Credential")) return undefined;
  return scopeService(`Credential=${new URLSearchParams(query).get("X-Amz-Credential")}`);
}

/** The region that a request was signed for. SigV4a is for any number of regions, and names none in its scope. */
export function signedRegion(authorization: string | undefined): string | undefined {
  if (authorization?.startsWith("AWS4-ECDSA")) return undefined;
  return /Credential=[^,\s]*\/([^/,\s]+)\/[^/,\s]+\/aws4_request/.exec(authorization ?? "")?.[1];
}

function scopeService(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : scope.exec(authorization)?.[1];
}

const scope = /Credential=[^,\s]*\/([^/,\s]+)\/aws4_request/;
