import { caveats, caveatsOf } from "../../contract/caveat.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { comparedColumns, type ComparedRun, type MeasureName } from "../../report/compare/arm-of-runs.ts";
import { explore } from "../../report/compare/judge-family.ts";
import { contrastOf, judgeSuite } from "../../report/compare/judge-suite.ts";
import type { Verdict } from "../../report/compare/verdict.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
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
    const retractions = await retractionsOf(places.stores);
    const of = { runs, retractions, measure };
    const band = 1 + options.band / 100;
    const verdicts =
      baseline !== undefined && candidate !== undefined
        ? [explore(contrastOf(`${candidate} against ${baseline}`, { baseline, candidate }, of), { band })]
        : judgeSuite(suite ?? "", of, band);
    if (options.json) console.log(JSON.stringify({ format: 1, verdicts, conflicting }, null, 2));
    else print(verdicts, runs, conflicting);
    return cliExitCodes.success;
  } finally {
    places.close();
  }
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
