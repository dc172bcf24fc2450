import path from "node:path";
import { expandSuite } from "./expand-suite.ts";
import { parseYaml } from "./parse-yaml.ts";
import { sha256 } from "./sha256.ts";
import { isFileName, readNamed } from "./shipped-files.ts";
import { suiteFile } from "./suite-file.ts";
import type { Suite } from "./suite.ts";

/** Where the suites of this checkout are. */
export const suitesDirectory = path.join(import.meta.dirname, "..", "suites");

const shipped = { title: "suite", directory: suitesDirectory, unknown: "unknown-suite" } as const;

export interface LoadedSuite {
  readonly suite: Suite;
  /** Its file, as it is on disk. */
  readonly text: string;
  /** SHA-256 of the file, in hexadecimal: what tells one version of a suite from another. */
  readonly sha256: string;
}

/**
 * Reads a suite of `suites/` by its name, or one of the user's by its file. Throws {@link GeosBenchError}
 * `unknown-suite`, `invalid-json`, `invalid-suite`.
 */
export function loadSuite(given: string): LoadedSuite {
  return suiteOf(readNamed(given, shipped));
}

/** The same, of a file's text. Throws {@link GeosBenchError} `invalid-json`, `invalid-suite`. */
export const suiteOf = (text: string): LoadedSuite => ({
  suite: parseSuite(text),
  text,
  sha256: sha256(text),
});

/** Whether a file is meant, rather than the name of a suite. */
export const isSuiteFile = isFileName;

/** Whether the text of a file is meant as a suite, right or wrong, rather than as the config of a benchmark. */
export function isSuiteText(file: string, text: string): boolean {
  if (/\.ya?ml$/.test(file)) return true;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && ("matrix" in value || "benchmarks" in value);
  } catch {
    return false;
  }
}

/** A suite from its text, YAML or JSON. Throws {@link GeosBenchError} `invalid-json`, `invalid-suite`. */
export const parseSuite = (text: string): Suite => expandSuite(parseYaml(suiteFile, text, "suite"));
