import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { suite, type Suite } from "../../contract/suite.ts";

const directory = join(import.meta.dirname, "..", "..", "suites");

/** Reads a suite of `suites/` by its name. */
export function loadSuite(name: string): Suite {
  const file = join(directory, `${name}.json`);
  if (!existsSync(file)) {
    throw new GeosBenchError(`No suite "${name}" to schedule: ${file} does not exist.`, {
      code: "unknown-suite",
    });
  }
  return parseJson(suite, readFileSync(file, "utf8"), `suite ${name}`);
}
