import { caveats, caveatsOf } from "../../contract/caveat.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Observed } from "../../contract/observed.ts";
import type { MeasureName } from "../../report/compare/arm-of-runs.ts";
import { baselinesIn } from "../../report/compare/baselines.ts";
import { compareRuns, type Comparison } from "../../report/compare/comparison.ts";
import type { ComparisonRequest } from "../../report/compare/compare-arms.ts";
import { isOneOf } from "../../report/compare/result-keys.ts";
import { selection } from "../../report/compare/selection.ts";
import { sinceBaseline } from "../../report/compare/since-baseline.ts";
import {
  armChooser,
  chosenContrasts,
  suiteToJudge,
  type ChooseArm,
} from "../../report/compare/suite-contrasts.ts";
import { keepInFirst } from "../../report/compare/verdict-record.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import { caveatText } from "../../report/terminal/caveat-text.ts";
import { comparisonText } from "../../report/terminal/comparison-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { knownPrices } from "../prices/price-store.ts";
import { defaultPlaces, openPlaces, type Places } from "../results/open-places.ts";
import { indexWhereNone } from "../results/index-where-none.ts";

export interface CompareOptions {
  readonly results?: readonly string[];
  readonly baseline?: string;
  readonly candidate?: string;
  /** Of the selections of both sides, nothing but these; a named baseline stays as it is. */
  readonly only?: string;
  readonly measure: MeasureName;
  /** In percent. */
  readonly band: number;
  readonly json?: true;
}

type Sides = Pick<ComparisonRequest, "kind" | "contrasts" | "arms">;

/**
 * Judges the primary contrasts of a suite, or shows two selections of runs beside each other, or what came since a named
 * baseline was set; the latter two without a verdict.
 */
export async function compare(suite: string | undefined, options: CompareOptions): Promise<number> {
  const { baseline, candidate, measure } = options;
  if (
    (suite === undefined) === (baseline === undefined) ||
    (suite !== undefined && candidate !== undefined)
  ) {
    throw new GeosBenchError("Give a suite, or --baseline and --candidate.", {
      code: "bad-option",
      hint: "A suite's primary contrasts are judged; two selections are shown beside each other. A named baseline may stand alone.",
    });
  }
  const places = await openPlaces(options.results ?? defaultPlaces);
  try {
    await indexWhereNone(places.stores);
    const choose = armChooser(options.only === undefined ? undefined : selection(options.only));
    const sides =
      baseline === undefined
        ? ofSuite(suite ?? "", choose)
        : await ofBaseline(places, baseline, candidate, choose);
    const request = { ...sides, measure, band: 1 + options.band / 100, prices: await knownPrices() };
    const comparison = await compareRuns(places.stores, request, await retractionsOf(places.stores));
    const kept = await keepInFirst(places.stores, comparison.record);
    console.log(options.json ? asJson(comparison, kept) : asText(comparison, kept));
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}

function ofSuite(name: string, choose: ChooseArm): Sides {
  const { primary_contrasts: declared, benchmarks } = suiteToJudge(name);
  return {
    kind: "family",
    contrasts: chosenContrasts(declared, choose),
    arms: benchmarks.map(({ id }) => choose(id)),
  };
}

async function ofBaseline(
  { stores }: Places,
  baseline: string,
  candidate: string | undefined,
  choose: ChooseArm,
): Promise<Sides> {
  const known = await baselinesIn(stores);
  const named = known.find(({ name }) => name === baseline);
  const common = { kind: "exploratory", arms: [] } as const;
  if (candidate !== undefined) {
    const before = named
      ? { label: `baseline ${named.name}`, includes: isOneOf(named.results) }
      : choose(baseline);
    const after = choose(candidate);
    const name = `${after.label} against ${before.label}`;
    return { ...common, contrasts: [{ name, baseline: before, candidate: after }] };
  }
  if (named) return { ...common, contrasts: await sinceBaseline(stores, named) };
  const names = known.map(({ name }) => name).join(", ") || "none";
  throw new GeosBenchError(`There is no baseline "${baseline}". Set: ${names}.`, {
    code: "bad-option",
    hint: "Set it (gcbench baseline set), or give --candidate too: then --baseline may be a selection.",
  });
}

function asJson(comparison: Comparison, kept: Observed<string>): string {
  const { contrasts, arms, views, conflicting } = comparison;
  const verdicts = contrasts.map(({ id, verdict, timers }) => ({ id, ...verdict, timers }));
  return JSON.stringify({ format: 1, verdicts, arms, views, kept, conflicting }, null, 2);
}

function asText(comparison: Comparison, kept: Observed<string>): string {
  const { contrasts, runs, conflicting } = comparison;
  const compared = new Set(
    contrasts.flatMap(({ verdict: { evidence } }) =>
      [evidence.baseline, evidence.candidate].flatMap(({ instances }) =>
        instances.flatMap((of) => of.runs.map(({ result }) => result)),
      ),
    ),
  );
  const found = new Set(runs.filter(({ path }) => compared.has(path)).flatMap(caveatsOf));
  return [
    comparisonText(comparison),
    ...caveats.filter((caveat) => found.has(caveat)).map((caveat) => caveatText[caveat]),
    ...conflicting.map((place) => `left out: ${place}: other copies of this attempt differ`),
    ...(kept.value === null
      ? [`The verdicts cannot be explained later: what they rest on was not kept: ${kept.reason}`]
      : []),
  ].join("\n");
}
