import { GeosBenchError } from "../../contract/errors.ts";
import { instanceTypesOf, knownLike } from "../../contract/instance-types.ts";

/** Types, or every size of a family. Throws {@link GeosBenchError} `unknown-instance-type`. */
export function typeNames(given: readonly string[]): string[] {
  return given.flatMap((name) => {
    const types = instanceTypesOf(name);
    if (types.length > 0) return types.map((type) => type.name);
    throw new GeosBenchError(`Unknown instance type or family "${name}". ${knownLike(name)}`, {
      code: "unknown-instance-type",
      hint: "Give types or families, for example c7g.4xlarge or m7i.",
    });
  });
}
