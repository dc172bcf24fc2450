import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GeosBenchError } from "./errors.ts";
import { parseJson } from "./parse-json.ts";
import { sha256 } from "./sha256.ts";
import { suite, type Suite } from "./suite.ts";

/** Where the suites of this checkout are. */
export const suitesDirectory = join(import.meta.dirname, "..", "suites");

export interface LoadedSuite {
  readonly suite: Suite;
  /** SHA-256 of the file as it is on disk, in hexadecimal: what tells one version of a suite from another. */
  readonly sha256: string;
}

/**
 * Reads a suite of `suites/` by its name. Throws {@link GeosBenchError} `unknown-suite`, `invalid-json`,
 * `invalid-suite`.
 */
export function loadSuite(name: string): LoadedSuite {
  const known = readdirSync(suitesDirectory)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));
  if (!known.includes(name)) {
    throw new GeosBenchError(`There is no suite "${name}". Known: ${known.join(", ")}.`, {
      code: "unknown-suite",
    });
  }
  const text = readFileSync(join(suitesDirectory, `${name}.json`), "utf8");
  return { suite: parseJson(suite, text, "suite"), sha256: sha256(text) };
}
