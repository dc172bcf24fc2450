import type { Call } from "../endpoint.ts";
import { restOperation } from "./moto-operations.ts";

/**
 * The operation that a request asks for, by its service's protocol: a header (awsJson), a path (rpcv2Cbor), a parameter
 * of the form or of the query (awsQuery, ec2Query), or method and path (REST). `undefined`: none that moto has.
 */
export async function operationOf(call: Call, service: string): Promise<string | undefined> {
  const target = call.header("x-amz-target");
  if (target !== undefined) return target.slice(target.lastIndexOf(".") + 1);
  const cbor = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(call.path)?.[1];
  if (cbor !== undefined) return cbor;
  const query = call.query();
  const rest = restOperation(service, { method: call.method, path: call.path, query });
  if (rest !== undefined) return rest;
  const isForm = call.header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  return (
    (isForm ? new URLSearchParams(await call.body()).get("Action") : null) ?? query.get("Action") ?? undefined
  );
}
