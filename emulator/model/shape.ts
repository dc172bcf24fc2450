import { NormalizedSchema } from "@smithy/core/schema";
import type { SubmitJobRequest$ as AnyStructure } from "@aws-sdk/client-batch";

/** A shape of the service model, as the wire protocol needs it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  | { readonly kind: "structure"; readonly name: string; readonly members: readonly Member[] };

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  /** Where the member travels: the JSON body unless the model says the path or the query. */
  readonly place: "body" | "path" | "query";
}

type Schema = Parameters<typeof NormalizedSchema.of>[0];

const known = new Map<unknown, Shape>();

/** Turns a schema of the AWS SDK into a {@link Shape}. The only place that knows how the SDK encodes its model. */
export function shapeOf(ref: Schema): Shape {
  const schema = NormalizedSchema.of(ref);
  if (schema.isStructSchema()) return structureOf(schema);
  if (schema.isListSchema()) return { kind: "list", of: shapeOf(schema.getValueSchema()) };
  if (schema.isMapSchema()) return { kind: "map", of: shapeOf(schema.getValueSchema()) };
  if (schema.isStringSchema()) return { kind: "string" };
  if (schema.isNumericSchema()) return { kind: "number" };
  if (schema.isBooleanSchema()) return { kind: "boolean" };
  // Batch has no blobs, timestamps (its times are plain numbers) or documents; a test walks the whole model.
  throw new TypeError(
    `The Batch model has a kind of shape that this server does not know: ${schema.getName()}`,
  );
}

function structureOf(schema: NormalizedSchema): Shape {
  const model = schema.getSchema() as typeof AnyStructure;
  const before = known.get(model);
  if (before) return before;
  const members: Member[] = [];
  const shape: Shape = { kind: "structure", name: schema.getName() ?? "", members };
  // Registered before its members are walked: structures may contain themselves.
  known.set(model, shape);
  // The SDK writes required members first and their number last.
  const required = model[6] ?? 0;
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    members.push({
      name,
      required: members.length < required,
      shape: shapeOf(member),
      place: traits.httpLabel ? "path" : traits.httpQuery ? "query" : "body",
    });
  }
  return shape;
}
