import { expect } from "vitest";

/** Lines of `after` that are not those of `before`, in order. */
export function changed(before: string, after: string): string[] {
  const old = before.split("\n");
  const now = after.split("\n");
  expect(now).toHaveLength(old.length);
  return now.filter((line, index) => line !== old[index]);
}
