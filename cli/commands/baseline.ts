import Table from "cli-table3";
import { GeosBenchError } from "../../contract/errors.ts";
import {
  baselinesIn,
  checkBaselineName,
  setBaseline,
  type Baseline,
} from "../../report/compare/baselines.ts";
import { comparedColumns } from "../../report/compare/arm-of-runs.ts";
import { keysOf } from "../../report/compare/result-keys.ts";
import { selection } from "../../report/compare/selection.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import { reservationsOfRun, retractionFinder } from "../../report/index/run-reservations.ts";
import type { WritableStore } from "../../report/read/result-store.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { defaultPlaces, openPlaces } from "../results/open-places.ts";

interface BaselineOptions {
  readonly results?: readonly string[];
  readonly json?: true;
}

/** Gives certain results a name, in the place where they are. */
export async function baselineSet(name: string, selected: string, options: BaselineOptions): Promise<number> {
  checkBaselineName(name);
  const places = await openPlaces(options.results ?? defaultPlaces);
  try {
    const [store, ...others] = places.stores;
    if (!store || others.length > 0) {
      throw new GeosBenchError("A baseline is set in one place.", {
        code: "bad-option",
        hint: "Give --results once, or not at all for bench-results.",
      });
    }
    const { baseline, notTaken } = await chosen(store, name, selected);
    const version = await setBaseline(store, baseline);
    if (options.json) {
      console.log(JSON.stringify({ format: 1, place: store.uri, version, ...baseline, notTaken }, null, 2));
    } else {
      const earlier = version > 1 ? `, ${version - 1} earlier kept` : "";
      console.log(`${name}: ${baseline.results.length} results of ${store.uri}${earlier}`);
      if (notTaken > 0) {
        console.log(`  not taken: ${notTaken} that are never ranked (emulated, invalid, retracted …)`);
      }
    }
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}

async function chosen(
  store: WritableStore,
  name: string,
  selected: string,
): Promise<{ readonly baseline: Baseline; readonly notTaken: number }> {
  const isMeant = selection(selected);
  const { runs } = await loadRuns(
    [store],
    comparedColumns,
    (run) => run.benchmark_id === name || isMeant(run),
  );
  if (runs.some(({ benchmark_id: id }) => id === name)) {
    throw new GeosBenchError(`"${name}" is the id of a benchmark, so it cannot name a baseline too.`, {
      code: "bad-option",
      hint: "Choose another name.",
    });
  }
  const retractionOf = retractionFinder(await retractionsOf([store]));
  const ranked = runs.filter((run) => reservationsOfRun(run).length === 0 && !retractionOf(run));
  const results = keysOf(ranked);
  const notTaken = keysOf(runs).length - results.length;
  if (results.length === 0) {
    throw new GeosBenchError(
      `No indexed result of ${store.uri} that may be ranked is selected by "${selected}" (${notTaken} that may not).`,
      { code: "bad-option", hint: "Look with gcbench query; after new runs, gcbench index." },
    );
  }
  const set_at = new Date().toISOString();
  return { baseline: { name, selection: selected, set_at, results }, notTaken };
}

/** Shows the baselines of some places. */
export async function baselineList(options: BaselineOptions): Promise<number> {
  const places = await openPlaces(options.results ?? defaultPlaces);
  try {
    const baselines = await baselinesIn(places.stores);
    if (options.json) console.log(JSON.stringify({ format: 1, baselines }, null, 2));
    else console.log(baselines.length > 0 ? tableOf(baselines) : "No baseline is set.");
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}

function tableOf(baselines: Awaited<ReturnType<typeof baselinesIn>>): string {
  const table = new Table({
    head: ["baseline", "set (UTC)", "times", "results", "selection"],
    style: { head: [], border: [] },
  });
  for (const { name, set_at: at, version, results, selection: text } of baselines) {
    table.push([name, at.slice(0, 16).replace("T", " "), version, results.length, text]);
  }
  return table.toString();
}
