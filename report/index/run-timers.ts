import { GeosBenchError } from "../../contract/errors.ts";

/** A timer of the workload, in seconds. */
export interface RunTimer {
  readonly name: string;
  readonly wall_s: number;
}

/**
 * The timers of a run, as the index's column `phases` has them. Throws {@link GeosBenchError} `index-unreadable` for any
 * other text: a segment may have been written by anything. Without a schema's library, since the site's programs read it too.
 */
export function timersOfRun(phases: string): readonly RunTimer[] {
  const read = valueOrNull(phases);
  if (Array.isArray(read) && read.every(isTimer)) return read;
  throw new GeosBenchError(
    `The index has no timers in the column phases. Given: ${phases.slice(0, 120)}. Allowed: a list as [{"name":"Chemistry","wall_s":12.5}], s.`,
    {
      code: "index-unreadable",
      hint: "An index holds nothing that the results do not: make it again with --rebuild.",
    },
  );
}

function valueOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isTimer(of: unknown): of is RunTimer {
  if (typeof of !== "object" || of === null) return false;
  const { name, wall_s: seconds } = of as Partial<Record<keyof RunTimer, unknown>>;
  return typeof name === "string" && typeof seconds === "number" && seconds >= 0;
}
