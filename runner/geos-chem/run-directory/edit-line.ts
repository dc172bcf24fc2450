import { notSuitable } from "./not-suitable.ts";

export interface LineToEdit {
  readonly file: string;
  /** What it is called in messages. */
  readonly what: string;
  readonly pattern: RegExp;
  /** Only lines from the first index to, and without, the second; default: all. */
  readonly within?: readonly [from: number, to: number];
}

/**
 * Changes the one line that matches and nothing else. Throws {@link GeosBenchError} when none or more than one does:
 * an edit that silently changed nothing would benchmark another run than the one asked for.
 */
export function editLine(
  text: string,
  { file, what, pattern, within }: LineToEdit,
  replace: (match: RegExpExecArray) => string,
): string {
  const lines = text.split("\n");
  const [from, to] = within ?? [0, lines.length];
  const found = lines.flatMap((line, index) => {
    const match = index >= from && index < to && pattern.exec(line);
    return match ? [{ index, match }] : [];
  });
  const [first, ...others] = found;
  if (!first || others.length > 0) {
    throw notSuitable(
      `${file} has ${found.length === 0 ? "no line" : `${found.length} lines`} for ${what}, where one is expected.`,
      "Is it a run directory of GEOS-Chem 14.0 or later, made by createRunDir.sh?",
    );
  }
  lines[first.index] = replace(first.match);
  return lines.join("\n");
}
