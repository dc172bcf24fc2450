import { GeosBenchError } from "../../../contract/errors.ts";
import { selection } from "../../compare/selection.ts";
import { setColumns, type ListedSet } from "../data/set-columns.ts";

export type SetColumn = (typeof setColumns)[number];

/** What somebody chose of the columns of sets; what is not there may be anything. */
export type Choice = Readonly<Partial<Record<SetColumn, string>>>;

/**
 * A choice as `gcbench compare` has it: `benchmark_id=B,threads=8`. Commas cannot stand in a value there, so what has
 * one cannot be chosen by it.
 */
export const choiceText = (choice: Choice): string =>
  setColumns
    .flatMap((name) => (choice[name] === undefined || choice[name] === "" ? [] : [`${name}=${choice[name]}`]))
    .join(",");

/** The columns of sets that a selection names. Throws {@link GeosBenchError} `bad-option` for what selects nothing. */
export function choiceOf(text: string): Choice {
  selection(text);
  const parts = text.split(",").map((part) => {
    const equals = part.indexOf("=");
    return equals < 0
      ? (["benchmark_id", part.trim()] as const)
      : ([part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const);
  });
  return Object.fromEntries(parts.filter(([name]) => (setColumns as readonly string[]).includes(name)));
}

/** Sets that may have selected runs; what a selection says beside the columns of sets is left to their runs. */
export function setsOf(choice: Choice, sets: readonly ListedSet[]): ListedSet[] {
  return sets.filter(({ values }) =>
    setColumns.every((name) => choice[name] === undefined || String(values[name]) === choice[name]),
  );
}

/** The values that a column has among the sets that the rest of a choice leaves, in their order. */
export function valuesOf(name: SetColumn, choice: Choice, sets: readonly ListedSet[]): string[] {
  const { [name]: _, ...rest } = choice;
  const values = new Set(setsOf(rest, sets).map(({ values: of }) => String(of[name])));
  return [...values].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** Two sets to begin with: the two of one benchmark with the most results, on two machines if there are such. */
export function firstChoice(sets: readonly ListedSet[]): { baseline: Choice; candidate: Choice } | null {
  const largest = sets.toSorted((a, b) => b.results - a.results);
  const pairs = largest.flatMap((a, index) => largest.slice(index + 1).map((b) => [a, b] as const));
  const same = ([a, b]: (typeof pairs)[number], name: SetColumn) => a.values[name] === b.values[name];
  const pair =
    pairs.find((of) => same(of, "benchmark_id") && !same(of, "instance_type")) ??
    pairs.find((of) => same(of, "benchmark_id")) ??
    pairs[0];
  if (!pair) return null;
  const [a, b] = pair;
  const differ = setColumns.filter(
    (name) => a.values[name] !== b.values[name] && name !== "claimed_instance_type",
  );
  const names = [...new Set<SetColumn>(["benchmark_id", ...differ])];
  const of = (set: ListedSet): Choice =>
    Object.fromEntries(names.map((name) => [name, String(set.values[name])]));
  return { baseline: of(a), candidate: of(b) };
}

export const refusal = (error: unknown): string => {
  if (!(error instanceof GeosBenchError)) throw error;
  return [error.message, error.hint ?? ""].join(" ");
};
