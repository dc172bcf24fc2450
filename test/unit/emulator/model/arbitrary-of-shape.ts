import * as fc from "fast-check";
import { memberEnum } from "../../../../emulator/model/member-enums.ts";
import type { Member, Shape } from "../../../../emulator/model/shape.ts";

/** Any value that a shape of the service model allows. Structures that contain themselves end after a few levels. */
export function arbitraryOfShape(shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "string":
      return fc.string({ unit: "binary", maxLength: 12 });
    case "number":
      return fc.oneof(
        fc.integer(),
        fc.constant(0),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
      );
    case "boolean":
      return fc.boolean();
    case "list":
      return depth > 4 ? fc.constant([]) : fc.array(arbitraryOfShape(shape.of, depth + 1), { maxLength: 3 });
    case "map":
      return fc.dictionary(
        fc.string({ maxLength: 8 }).filter((key) => key !== "__proto__"),
        arbitraryOfShape(shape.of, depth + 1),
        { maxKeys: 3, noNullPrototype: true },
      );
    case "structure":
      return structure(shape.name, shape.members, depth);
  }
}

function structure(name: string, members: readonly Member[], depth: number): fc.Arbitrary<unknown> {
  const given = members.filter(({ required }) => required || depth <= 4);
  return fc.record(
    Object.fromEntries(given.map((member) => [member.name, memberArbitrary(name, member, depth)])),
    // The SDK makes up an idempotency token where none is given.
    {
      requiredKeys: given
        .filter((member) => member.required || member.name === "clientToken")
        .map((member) => member.name),
    },
  );
}

function memberArbitrary(
  structureName: string,
  { name, shape, place }: Member,
  depth: number,
): fc.Arbitrary<unknown> {
  const allowed = memberEnum(structureName, name);
  if (allowed) {
    const value = fc.constantFrom(...allowed.values);
    return shape.kind === "list" ? fc.array(value, { maxLength: 3 }) : value;
  }
  // An empty path label or query list cannot be written into a URL; half a surrogate pair cannot be encoded.
  if (place === "path") return fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
  if (place === "query")
    return fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { minLength: 1, maxLength: 4 });
  return arbitraryOfShape(shape, depth + 1);
}
