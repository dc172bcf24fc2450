import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { simulate } from "../../../cli/commands/simulate.ts";
import { cliExitCode } from "../../../cli/exit-codes.ts";
import type { GeosBenchError } from "../../../contract/errors.ts";
import { updateIndex } from "../../../report/index/update-index.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import type { Simulation } from "../../../simulation/simulate.ts";
import { syntheticResult, writeResult } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const printed = () => vi.spyOn(console, "log").mockImplementation(() => {});

/** A day of transport on a c7g.4xlarge, once warmed up and three times for the result. */
function suiteScenario(): string {
  const folder = temporaryDirectory("scenario");
  const suite = path.join(folder, "own.json");
  const benchmark = {
    id: "T-ARM",
    simulation_type: "transport",
    domain: { type: "global", resolution: "4x5" },
    duration: { days: 1 },
    hardware: { instance_type: "c7g.4xlarge", vcpus: 15, memory_gb: 30 },
    repetitions: 3,
    warmup: 1,
  };
  writeFileSync(suite, JSON.stringify({ name: "own", description: "One", benchmarks: [benchmark] }));
  const scenario = path.join(folder, "scenario.json");
  const arm = {
    instance_types: ["c7g.4xlarge"],
    max_vcpus: 16,
    boot_seconds: 0,
    pull_seconds: 0,
    idle_seconds: 0,
  };
  writeFileSync(
    scenario,
    JSON.stringify({
      name: "own",
      description: "One",
      environments: { arm },
      queues: { arm: { environments: ["arm"] } },
      jobs: { own: { suite, replicates: 2 } },
    }),
  );
  return scenario;
}

test("a suite's jobs take what earlier results say, one JSON document says it, and the seed is the one given", async () => {
  const results = temporaryDirectory("history");
  writeResult(results, syntheticResult({ instanceType: "c7g.4xlarge", wallSeconds: [100] }));
  await updateIndex(folderStore(results));
  const log = printed();
  expect(await simulate(suiteScenario(), { results: [results], seed: 7, json: true })).toBe(0);
  const said = JSON.parse(String(log.mock.calls[0]?.[0])) as Simulation & { notice: string };
  expect(said).toMatchObject({
    format: 1,
    notice: expect.stringMatching(/^Simulated: nothing ran/),
    seed: 7,
  });
  expect(said.variants).toMatchObject([
    {
      jobs: 2,
      makespanSeconds: 2 * 4 * 100,
      durations: [{ group: "own", from: ["T-ARM: 400 s, median of 1 measured run on c7g.4xlarge"] }],
    },
  ]);
});

test("a suite without results is refused, as what the user gave", async () => {
  const refused = simulate(suiteScenario(), { results: [temporaryDirectory("none")] });
  const error = await refused.catch((thrown: unknown) => thrown as GeosBenchError);
  expect(error).toMatchObject({ code: expect.stringMatching(/invalid-scenario|no-such-directory/) });
  expect(cliExitCode((error as GeosBenchError).code)).toBe(2);
});
