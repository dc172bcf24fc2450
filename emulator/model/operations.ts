import * as model from "@aws-sdk/client-batch";
import type { OperationName } from "./operation-types.ts";
import { shapeOf, type Shape } from "./shape.ts";

export interface Operation {
  readonly name: OperationName;
  readonly method: string;
  /** "/v1/submitjob", or "/v1/tags/{resourceArn}". */
  readonly uri: string;
  readonly status: number;
  readonly input: Shape;
  readonly output: Shape;
}

type OperationSchema = typeof model.SubmitJob$;

/** Every operation of the Batch model that the installed SDK has, by name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.values(model as Readonly<Record<string, unknown>>)
    .filter(isOperation)
    .map(operationOf)
    .map((operation) => [operation.name, operation]),
);

const fixed = new Map([...operations.values()].map((of) => [`${of.method} ${of.uri}`, of]));
const labelled = [...operations.values()].filter(({ uri }) => uri.includes("{"));

export interface FoundOperation {
  readonly operation: Operation;
  /** The decoded label of the path (`resourceArn`), where the operation has one. */
  readonly label?: string;
}

/**
 * Finds the operation that a request means. `path` is as it came, still percent-encoded: clients write an ARN's slashes
 * as %2F, so one segment is one label; a bare slash is accepted too, as curl users write it.
 */
export function findOperation(method: string, path: string): FoundOperation | undefined {
  const operation = fixed.get(`${method} ${path}`);
  if (operation) return { operation };
  for (const candidate of labelled) {
    const prefix = candidate.uri.slice(0, candidate.uri.indexOf("{"));
    if (candidate.method !== method || !path.startsWith(prefix) || path.length === prefix.length) continue;
    const label = decode(path.slice(prefix.length));
    if (label !== undefined) return { operation: candidate, label };
  }
  return undefined;
}

function isOperation(value: unknown): value is OperationSchema {
  // 9 is the model's mark of an operation (StaticSchemaIdOperation, @smithy/types).
  return Array.isArray(value) && value[0] === 9;
}

function operationOf(schema: OperationSchema): Operation {
  const traits = schema[3];
  const http = typeof traits === "object" ? traits.http : undefined;
  if (!http) throw new TypeError(`Operation ${schema[2]} has no HTTP binding`);
  const [method, uri, status] = http;
  const name = schema[2] as OperationName;
  return { name, method, uri, status, input: shapeOf(schema[4]), output: shapeOf(schema[5]) };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
