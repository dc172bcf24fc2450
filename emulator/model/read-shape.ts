import { memberEnum } from "./member-enums.ts";
import { ProtocolError } from "./protocol-error.ts";
import type { Shape } from "./shape.ts";

/**
 * Decodes a JSON value by its shape. A wrong type throws SerializationException, as AWS's own JSON reader does before
 * any of the service's code runs; missing members and values outside an enum are collected in `faults` (the service's
 * own validation, a ClientException). Unknown members are dropped and null is absent, as on AWS.
 */
export function readShape(shape: Shape, value: unknown, at: string, faults: string[]): unknown {
  switch (shape.kind) {
    case "structure":
      return readStructure(shape, value, at, faults);
    case "list":
      if (!Array.isArray(value)) throw wrongType(value, "a list", at);
      return value
        .filter((item) => item !== null)
        .map((item, index) => readShape(shape.of, item, `${at}[${index}]`, faults));
    case "map":
      return Object.fromEntries(
        Object.entries(objectAt(value, at)).flatMap(([key, item]) =>
          item === null ? [] : [[key, readShape(shape.of, item, join(at, key), faults)]],
        ),
      );
    default:
      // oxlint-disable-next-line valid-typeof -- kind is one of "string", "number", "boolean"
      if (typeof value !== shape.kind) throw wrongType(value, targets[shape.kind], at);
      return value;
  }
}

function readStructure(
  shape: Shape & { kind: "structure" },
  value: unknown,
  at: string,
  faults: string[],
): Record<string, unknown> {
  const given = objectAt(value, at);
  const read: Record<string, unknown> = {};
  for (const { name, required, shape: of } of shape.members) {
    const item = Object.hasOwn(given, name) ? given[name] : undefined;
    if (item === undefined || item === null) {
      if (required) faults.push(`${join(at, name)} is required.`);
      continue;
    }
    const path = join(at, name);
    read[name] = readShape(of, item, path, faults);
    checkEnum(shape.name, name, read[name], path, faults);
  }
  return read;
}

function checkEnum(structure: string, member: string, value: unknown, at: string, faults: string[]): void {
  const allowed = memberEnum(structure, member);
  if (!allowed) return;
  for (const item of Array.isArray(value) ? value : [value]) {
    if (!allowed.has(item as string)) {
      faults.push(
        `${at} does not support the value ${String(item)}. Supported: ${[...allowed.values].join(", ")}`,
      );
    }
  }
}

const join = (at: string, name: string) => (at ? `${at}.${name}` : name);

const targets = { string: "a String", number: "a Number", boolean: "a Boolean" } as const;

function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw wrongType(value, "a structure or map", at);
}

/** In the words of AWS's JSON reader ("NUMBER_VALUE can not be converted to a String"); the place is our addition. */
function wrongType(value: unknown, target: string, at: string): ProtocolError {
  return new ProtocolError(
    400,
    "SerializationException",
    `${tokenOf(value)} can not be converted to ${target}${at ? ` (at ${at})` : ""}`,
  );
}

function tokenOf(value: unknown): string {
  if (value === null) return "NULL_VALUE";
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "object") return Array.isArray(value) ? "START_ARRAY" : "START_OBJECT";
  return `${typeof value}_VALUE`.toUpperCase();
}
