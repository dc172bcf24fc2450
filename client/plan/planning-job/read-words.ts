import { GeosBenchError } from "../../../contract/errors.ts";
import { parseJson } from "../../../contract/parse-json.ts";
import { planningPlace } from "../../../contract/planning-order.ts";
import type { ScheduledSuite } from "./plan-scheduled.ts";

const names = ["suite", "place", "time", "output-path"] as const;

/**
 * What the job was told, as its definition's command has it: `--name value`, each once. Read by hand, since a suite's text
 * may begin with "---", which `parseArgs` takes for an option. Throws {@link GeosBenchError} `invalid-command-line`.
 */
export function readWords(words: readonly string[]): ScheduledSuite {
  const values = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) values.set(words[at] ?? "", words[at + 1] ?? "");
  const [suite, place, time, outputPath] = names.map((name) => {
    const value = values.get(`--${name}`);
    if (value !== undefined && value !== "") return value;
    throw new GeosBenchError(`plan takes ${names.map((of) => `--${of}`).join(", ")}; --${name} is missing.`, {
      code: "invalid-command-line",
      hint: "A schedule of a deployment gives them: docs/operations.md. By hand it is gcbench submit SUITE.",
    });
  }) as [string, string, string, string];
  return {
    suite,
    place: parseJson(planningPlace, place, "planRecord", "place of a planning job"),
    time,
    outputPath,
  };
}
