import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ErrorCode } from "./error-codes.ts";
import { GeosBenchError } from "./errors.ts";

const endings = [".yaml", ".yml", ".json"] as const;

/** Files of one kind that come with this program, each known by its name without the ending. */
export interface ShippedFiles {
  /** What messages call one. */
  readonly title: string;
  readonly directory: string;
  /** Of a name that none has. */
  readonly unknown: ErrorCode;
}

/** Whether a file is meant, rather than the name of a shipped one. */
export const isFileName = (given: string): boolean =>
  given.includes(path.sep) || endings.some((ending) => given.endsWith(ending));

/** The text of a shipped file, by its name, or of one of the user's. Throws {@link GeosBenchError} `unknown`. */
export function readNamed(given: string, kind: ShippedFiles): string {
  const file = isFileName(given) ? given : shipped(given, kind);
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new GeosBenchError(`Cannot read the ${kind.title} "${file}": ${(cause as Error).message}.`, {
      code: kind.unknown,
      cause,
    });
  }
}

function shipped(name: string, { title, directory, unknown }: ShippedFiles): string {
  const files = new Map(
    readdirSync(directory)
      .filter(isFileName)
      .map((file) => [path.parse(file).name, file]),
  );
  const file = files.get(name);
  if (file !== undefined) return path.join(directory, file);
  throw new GeosBenchError(
    `There is no ${title} "${name}". Known: ${[...files.keys()].toSorted().join(", ")}.`,
    {
      code: unknown,
      hint: `A ${title} of your own is given by its file, whose name ends with ${endings.join(", ")}.`,
    },
  );
}
