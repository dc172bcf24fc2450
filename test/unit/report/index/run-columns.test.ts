import { expect, test } from "vitest";
import type { Manifest } from "../../../../contract/manifest.ts";
import type { Result } from "../../../../contract/result.ts";
import { rowsOf } from "../../../../report/index/run-columns.ts";
import { syntheticResult } from "../../../support/synthetic-result.ts";
import { goodReport } from "../../runner/support/benchmark.ts";

/** Of one run, with what the proxy reported of itself. */
function tracersColumn(simulation: string, reported: number | null | undefined): number | null | undefined {
  const given = syntheticResult();
  const result: Result = {
    ...given,
    config: { ...given.config, simulation_type: simulation },
    samples: given.samples.map((sample) => ({
      ...sample,
      report: reported === undefined ? null : goodReport({ simulation, tracers: reported }),
    })),
  };
  const manifest = {} as Manifest; // No column is of it.
  return rowsOf({ path: "x/1/1", sha256: "0", result, manifest, job: null })[0]?.tracers;
}

test.each([
  ["transport", 21, 21],
  ["fullchem", 300, 300],
  ["fullchem", 417, 417],
  ["chemistry", null, null],
  ["transport", undefined, 21],
  ["fullchem", undefined, 300],
])("tracers of %s whose report says %s: %s", (simulation, reported, tracers) => {
  expect(tracersColumn(simulation, reported)).toBe(tracers);
});
