import type { BatchApi } from "../ports/batch-api.ts";
import { BatchClientError, whileExecuting } from "../ports/batch-api.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { findOperation, type Operation } from "../model/operations.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import type { Regions } from "./regions.ts";
import { signedRegion } from "./service-of.ts";
import { readShape } from "../model/read-shape.ts";
import { writeShape } from "../model/write-shape.ts";

/** AWS Batch's REST-JSON protocol in front of the handlers of a region. */
export function batchEndpoint(regions: Regions): Endpoint {
  return async (call) => {
    const { api } = regions(signedRegion(call.header("authorization")));
    const found = findOperation(call.method, call.path);
    if (!found) {
      throw new ProtocolError(
        404,
        "UnknownOperationException",
        `AWS Batch has no operation ${call.method} ${call.path}`,
      );
    }
    const { operation } = found;
    call.entry.operation = operation.name;
    const handler: ((input: never) => unknown) | undefined = api[operation.name];
    if (!handler) throw notSupported(operation, api);
    const faults: string[] = [];
    const input = readShape(operation.input, await inputOf(call, operation, found.label), "", faults);
    if (faults.length > 0) throw whileExecuting(faults.join(" "));
    const output = await handler(input as never);
    return {
      status: operation.status,
      contentType: "application/json",
      body: JSON.stringify(writeShape(operation.output, output ?? {})),
    };
  };
}

async function inputOf(call: Call, operation: Operation, label: string | undefined): Promise<unknown> {
  const input = parse(await call.body());
  if (operation.input.kind !== "structure") return input;
  for (const { name, place, shape } of operation.input.members) {
    if (place === "path") input[name] = label;
    if (place === "query") {
      const values = call.query().getAll(name);
      input[name] = values.length === 0 ? undefined : shape.kind === "list" ? values : values[0];
    }
  }
  return input;
}

function parse(body: string): Record<string, unknown> {
  // Some clients send no body at all where every member is optional.
  if (body.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new ProtocolError(
      400,
      "SerializationException",
      `The request body is not JSON: ${(cause as Error).message}`,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new ProtocolError(400, "SerializationException", "The request body is not a JSON object.");
}

function notSupported(operation: Operation, api: BatchApi): BatchClientError {
  const supported = Object.keys(api).sort().join(", ");
  return new BatchClientError(
    `${operation.name} is not supported by the local AWS Batch. Supported: ${supported}`,
  );
}
