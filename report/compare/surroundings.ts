import { surroundingKeys, type Arm, type Contrast, type SurroundingKey } from "./arm.ts";

/** Something of the surroundings that is not the same everywhere; `null` among the values: not observed. */
export interface SurroundingDifference {
  readonly what: SurroundingKey;
  readonly baseline: readonly (string | null)[];
  readonly candidate: readonly (string | null)[];
}

/** What differs between the arms or within one. */
export function surroundingDifferences({ baseline, candidate }: Contrast): SurroundingDifference[] {
  return surroundingKeys.flatMap((what) => {
    const difference = { what, baseline: valuesOf(baseline, what), candidate: valuesOf(candidate, what) };
    return new Set([...difference.baseline, ...difference.candidate]).size > 1 ? [difference] : [];
  });
}

/** The values of one arm, each once, in order. */
export function valuesOf(arm: Arm, what: SurroundingKey): (string | null)[] {
  return [...new Set(arm.instances.map(({ surroundings }) => surroundings[what]))].sort((a, b) =>
    (a ?? "") < (b ?? "") ? -1 : 1,
  );
}
