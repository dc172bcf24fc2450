import { surroundingKeys, type Arm, type Contrast, type SurroundingKey } from "./arm.ts";

/** Something of the surroundings that is not the same everywhere; `null` among the values: not observed. */
export interface SurroundingDifference {
  /** Of the kernel's settings, where all are known, each by its name. */
  readonly what: SurroundingKey | `kernel setting ${string}`;
  readonly baseline: readonly (string | null)[];
  readonly candidate: readonly (string | null)[];
}

/** What differs between the arms or within one. */
export function surroundingDifferences({ baseline, candidate }: Contrast): SurroundingDifference[] {
  return surroundingKeys.flatMap((what) => {
    const difference = { what, baseline: valuesOf(baseline, what), candidate: valuesOf(candidate, what) };
    if (what === "kernel_settings") return bySetting(difference);
    return isDifferent(difference) ? [difference] : [];
  });
}

/** The values of one arm, each once, in order. */
export function valuesOf(arm: Arm, what: SurroundingKey): (string | null)[] {
  return inOrder(arm.instances.map(({ surroundings }) => surroundings[what]));
}

function inOrder(values: readonly (string | null)[]): (string | null)[] {
  return [...new Set(values)].sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
}

const isDifferent = ({ baseline, candidate }: SurroundingDifference): boolean =>
  new Set([...baseline, ...candidate]).size > 1;

/** The settings that differ; all together where some were not observed. `null`: a kernel without the setting. */
function bySetting(all: SurroundingDifference): SurroundingDifference[] {
  const read = (values: readonly (string | null)[]) => values.map((text) => settingsIn(text ?? ""));
  const [baseline, candidate] = [read(all.baseline), read(all.candidate)];
  if ([...all.baseline, ...all.candidate].includes(null)) return isDifferent(all) ? [all] : [];
  const names = new Set([...baseline, ...candidate].flatMap((settings) => [...settings.keys()]));
  const of = (arm: typeof baseline, name: string) =>
    inOrder(arm.map((settings) => settings.get(name) ?? null));
  return [...names]
    .toSorted()
    .map((name): SurroundingDifference => ({
      what: `kernel setting ${name}`,
      baseline: of(baseline, name),
      candidate: of(candidate, name),
    }))
    .filter(isDifferent);
}

/** Column `kernel_settings`: `name=value, …`; a value may have neither of comma and equals sign. */
const settingsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(", ").map((one) => one.split("=", 2) as [string, string]));
