export type PartOfConfig = Readonly<Record<string, unknown>>;

/**
 * Objects that are one value: days and hours add up, so that a day put together with six hours is 30; jobs of a scenario
 * arrive in one way.
 */
const oneValue: ReadonlySet<string> = new Set(["duration", "arrivals"]);

/** Parts of a config put together key by key, those of objects within them too; of anything else the last is taken. */
export function mergeConfigs(...parts: readonly PartOfConfig[]): PartOfConfig {
  const merged = new Map<string, unknown>();
  for (const [key, value] of parts.flatMap((of) => Object.entries(of))) {
    const before = merged.get(key);
    const isPut = !oneValue.has(key) && isObject(before) && isObject(value);
    merged.set(key, isPut ? mergeConfigs(before, value) : value);
  }
  return Object.fromEntries(merged);
}

const isObject = (value: unknown): value is PartOfConfig =>
  typeof value === "object" && value !== null && !Array.isArray(value);
