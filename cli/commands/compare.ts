import { caveats, caveatsOf } from "../../contract/caveat.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import type { Contrast } from "../../report/compare/arm.ts";
import {
  armOfRuns,
  comparedColumns,
  measures,
  type ComparedRun,
  type MeasureName,
} from "../../report/compare/arm-of-runs.ts";
import { explore, judgeFamily } from "../../report/compare/judge-family.ts";
import { selection } from "../../report/compare/selection.ts";
import type { Verdict } from "../../report/compare/verdict.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import type { ResultStore } from "../../report/read/result-store.ts";
import { readRetractions, type Retraction } from "../../report/read/retractions.ts";
import { caveatText } from "../../report/terminal/caveat-text.ts";
import { renderVerdicts } from "../../report/terminal/verdict-table.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { defaultPlaces, openPlaces } from "../results/open-places.ts";

export interface CompareOptions {
  readonly results?: readonly string[];
  readonly baseline?: string;
  readonly candidate?: string;
  readonly measure: MeasureName;
  /** In percent. */
  readonly band: number;
  readonly json?: true;
}

/** Judges the primary contrasts of a suite, or shows any two selections of runs beside each other, without a verdict. */
export async function compare(suite: string | undefined, options: CompareOptions): Promise<number> {
  const { baseline, candidate, measure } = options;
  if ((suite === undefined) === (baseline === undefined || candidate === undefined)) {
    throw new GeosBenchError("Give a suite, or --baseline and --candidate.", {
      code: "bad-option",
      hint: "A suite's primary contrasts are judged; two selections are shown beside each other.",
    });
  }
  const places = openPlaces(options.results ?? defaultPlaces);
  try {
    const { runs, conflicting } = await loadRuns(places.stores, comparedColumns);
    const retractions = (await Promise.all(places.stores.map(retractionsOf))).flat();
    const arm = (text: string) => armOfRuns(text, runs.filter(selection(text)), measure, retractions);
    const contrast = (name: string, sides: { baseline: string; candidate: string }): Contrast => ({
      name,
      measure: measures[measure].measure,
      baseline: arm(sides.baseline),
      candidate: arm(sides.candidate),
    });
    const judged = { band: 1 + options.band / 100 };
    const verdicts =
      baseline !== undefined && candidate !== undefined
        ? [explore(contrast(`${candidate} against ${baseline}`, { baseline, candidate }), judged)]
        : judgeFamily(contrastsOf(suite ?? "", contrast), judged);
    if (options.json) console.log(JSON.stringify({ format: 1, verdicts, conflicting }, null, 2));
    else print(verdicts, runs, conflicting);
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}

function contrastsOf(
  name: string,
  contrast: (name: string, sides: { baseline: string; candidate: string }) => Contrast,
): Contrast[] {
  const { primary_contrasts: declared } = loadSuite(name).suite;
  if (declared.length > 0) return declared.map((of) => contrast(of.name, of));
  throw new GeosBenchError(`The suite ${name} declares no primary contrasts.`, {
    code: "bad-option",
    hint: "Declare them in its file (primary_contrasts) before it runs, or give --baseline and --candidate.",
  });
}

async function retractionsOf(store: ResultStore): Promise<readonly Retraction[]> {
  return readRetractions(store).catch((error: unknown) => {
    if (error instanceof GeosBenchError && error.code === "object-not-found") return [];
    throw error;
  });
}

function print(
  verdicts: readonly Verdict[],
  runs: readonly ComparedRun[],
  conflicting: readonly string[],
): void {
  console.log(renderVerdicts(verdicts));
  const compared = new Set(
    verdicts.flatMap(({ evidence }) =>
      [evidence.baseline, evidence.candidate].flatMap(({ instances }) =>
        instances.flatMap((of) => of.runs.map(({ result }) => result)),
      ),
    ),
  );
  const found = new Set(runs.filter(({ path }) => compared.has(path)).flatMap(caveatsOf));
  for (const caveat of caveats) if (found.has(caveat)) console.log(caveatText[caveat]);
  for (const place of conflicting) console.log(`left out: ${place}: other copies of this attempt differ`);
}
