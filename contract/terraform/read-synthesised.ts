import { readFileSync } from "node:fs";
import { GeosBenchError } from "../errors.ts";

/** The text of a file that synthesis writes; says what to do when there was none. */
export function readSynthesised(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new GeosBenchError(`There is no ${file}.`, {
      code: "no-stacks",
      hint: "Synthesise the infrastructure first: npm run synth",
      cause,
    });
  }
}
