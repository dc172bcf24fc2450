import type { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseValue } from "../../contract/parse-json.ts";
import type { Resolver } from "./resolver.ts";
import type { Stack } from "../../contract/terraform/terraform-json.ts";

/** One resource, its used arguments resolved and parsed, with a way to what AWS would compute for it. */
export interface Resource<Arguments> {
  readonly stack: Stack;
  readonly region: string;
  /** "stack.type.name". */
  readonly address: string;
  readonly given: Arguments;
  readonly computed: (attribute: string) => string;
}

/** All resources of a type. Only arguments that the schema names are resolved: the others may be known to AWS alone. */
export function resourcesOf<Shape extends z.ZodRawShape>(
  stacks: readonly Stack[],
  resolver: Resolver,
  type: string,
  schema: z.ZodObject<Shape>,
): Resource<z.output<z.ZodObject<Shape>>>[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.resource[type] ?? {}).map(([name, raw]) => {
      const where = `${type}.${name} (stack ${stack.name})`;
      refuseRepetition(raw, where);
      const used = Object.keys(schema.shape).filter((key) => raw[key] !== undefined && raw[key] !== null);
      const values = used.map((key) => [key, resolver.value(stack, raw[key], `${where}, ${key}`)]);
      return {
        stack,
        region: resolver.region(stack),
        address: `${stack.name}.${type}.${name}`,
        given: parseValue(schema, withoutNull(Object.fromEntries(values)), "stackResource", where),
        computed: (attribute) => String(resolver.attribute(stack, type, name, attribute)),
      };
    }),
  );
}

function refuseRepetition(raw: Readonly<Record<string, unknown>>, where: string): void {
  const repeated = ["count", "for_each"].find((key) => raw[key] !== undefined);
  if (repeated === undefined) return;
  throw new GeosBenchError(`${where} uses ${repeated}, which the local Batch does not expand.`, {
    code: "unresolved-expression",
    hint: "Make one resource per item in TypeScript; CDKTF then writes them out.",
  });
}

/** null means "not given" in Terraform, at any depth. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNull(item)]])),
  );
}
