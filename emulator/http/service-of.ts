import type { IncomingMessage } from "node:http";
import { isBatchPath } from "../model/operations.ts";

export type Service = "batch" | "logs" | "localstack" | "front";

/**
 * Which service a request is for. Every AWS client signs with Signature Version 4, and the signature's scope names the
 * service: `Credential=<key>/<date>/<region>/<service>/aws4_request` (SigV4a leaves out the region). Presigned URLs
 * have the same text in the query. Requests without one (curl) go by path.
 */
export function serviceOf(request: IncomingMessage, path: string, query: string): Service {
  if (path === "/_gcbench/health") return "front";
  const signedFor = scopeService(request.headers.authorization) ?? presignedFor(query);
  if (signedFor === "batch" || signedFor === "logs") return signedFor;
  if (signedFor !== undefined) return "localstack";
  // No S3 object can be meant: bucket names have at least three characters, so none is "v1".
  return isBatchPath(request.method ?? "", path) ? "batch" : "localstack";
}

function presignedFor(query: string): string | undefined {
  if (!query.includes("X-Amz-Credential")) return undefined;
  return scopeService(`Credential=${new URLSearchParams(query).get("X-Amz-Credential")}`);
}

/** The region that a request was signed for. */
export function signedRegion(authorization: string | undefined): string | undefined {
  return /Credential=[^,\s]*\/([^/,\s]+)\/[^/,\s]+\/aws4_request/.exec(authorization ?? "")?.[1];
}

function scopeService(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : scope.exec(authorization)?.[1];
}

const scope = /Credential=[^,\s]*\/([^/,\s]+)\/aws4_request/;
