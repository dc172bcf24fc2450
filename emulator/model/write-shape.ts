import type { Shape } from "./shape.ts";

/**
 * What goes on the wire for a value: only the members that the shape has, nothing that is undefined. A handler may so
 * return an object of its own that has more.
 */
export function writeShape(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.kind) {
    case "structure": {
      const given = value as Readonly<Record<string, unknown>>;
      const written: Record<string, unknown> = {};
      for (const member of shape.members) {
        const item = given[member.name];
        if (item !== undefined && item !== null) written[member.name] = writeShape(member.shape, item);
      }
      return written;
    }
    case "list":
      return (value as readonly unknown[]).map((item) => writeShape(shape.of, item));
    case "map":
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, writeShape(shape.of, item)]),
      );
    case "number":
      // Times are epoch milliseconds in Batch's model.
      return value instanceof Date ? value.getTime() : value;
    default:
      return value;
  }
}
