import type { Moto } from "./moto.ts";

const kept = new Set<WeakMap<Moto, object>>();

/**
 * What is known here of moto's resources and moto does not keep, for as long as it keeps those: `make` gives what there
 * is of a moto of which nothing is known yet.
 */
export function besideMoto<Known extends object>(make: () => Known): (moto: Moto) => Known {
  const each = new WeakMap<Moto, Known>();
  kept.add(each);
  return (moto) => {
    const known = each.get(moto) ?? make();
    each.set(moto, known);
    return known;
  };
}

/** Everything that moto had is gone. */
export function forgetBeside(moto: Moto): void {
  for (const each of kept) each.delete(moto);
}
