import { parseFilterPattern } from "../../../../../emulator/logs/filter-pattern/parse-filter-pattern.ts";

/** Those of the events that the pattern is for. */
export function matched(pattern: string, events: readonly string[]): string[] {
  const { match } = parseFilterPattern(pattern);
  return events.filter((event) => match(event) !== undefined);
}
