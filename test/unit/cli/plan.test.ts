import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { plan, type PlanOptions } from "../../../cli/commands/plan.ts";
import { cliExitCode } from "../../../cli/exit-codes.ts";
import type { GeosBenchError } from "../../../contract/errors.ts";
import { updateIndex } from "../../../report/index/update-index.ts";
import type { SuitePlan } from "../../../report/plan/plan-suite.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { syntheticResult, writeResult, type Synthetic } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const suiteFile = (more: object): string => {
  const file = path.join(temporaryDirectory("suite"), "own.json");
  const given = {
    name: "own",
    description: "Two machines",
    replicates: 6,
    defaults: {
      domain: { type: "global", resolution: "4x5" },
      duration: { days: 1 },
      hardware: { vcpus: 15, memory_gb: 30 },
      repetitions: 3,
      warmup: 1,
    },
    matrix: {
      id: "T-{instance_type}",
      axes: { simulation: ["transport"], instance_type: ["c7g.4xlarge", "c7i.4xlarge"] },
      labels: { "c7g.4xlarge": "ARM", "c7i.4xlarge": "X86" },
      adjust: [{ when: { instance_type: "c7g.4xlarge" }, tags: ["arm"] }],
    },
    primary_contrasts: [{ name: "arm against x86", baseline: "T-X86", candidate: "T-ARM" }],
    ...more,
  };
  writeFileSync(file, JSON.stringify(given));
  return file;
};

/** Results of both machines on so many instances each; a day of transport takes 100 s and 120 s. */
async function history(instances: number, more: Partial<Synthetic> = {}): Promise<string> {
  const root = temporaryDirectory("history");
  for (let number = 0; number < instances; number += 1) {
    for (const [instanceType, seconds] of [
      ["c7g.4xlarge", 100],
      ["c7i.4xlarge", 120],
    ] as const) {
      const jobId = `${instanceType}-${number}`;
      // 96 to 104 %: a standard deviation of 4 % where there are three.
      const wallSeconds = [seconds * (1 + 0.04 * (number - 1))];
      writeResult(
        root,
        syntheticResult({ instanceType, jobId, instanceId: `i-${jobId}`, wallSeconds, ...more }),
      );
    }
  }
  await updateIndex(folderStore(root));
  return root;
}

async function planned(options: PlanOptions, more: object = {}): Promise<SuitePlan> {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  await plan(suiteFile(more), { ...options, json: true });
  return JSON.parse(String(printed.mock.lastCall)) as SuitePlan;
}

/** To look for the smallest difference takes seconds. */
const noContrasts = { primary_contrasts: [] };

const empty = temporaryDirectory("empty");

test("without history nothing is predicted, and the reasons are said", async () => {
  const { jobs, total, benchmarks, family } = await planned({ results: [empty] });
  expect(jobs).toHaveLength(12);
  expect(total.usd).toEqual({
    value: null,
    reason: expect.stringMatching(
      /^not predicted: 2 of 2 benchmarks \(T-ARM: no run of it on c7g\.4xlarge/,
    ) as string,
  });
  expect(benchmarks[0]?.basis).toBeNull();
  expect(family).toMatchObject({
    needs: 5,
    contrasts: [{ n: 6, variation: { coefficient: 0.02, basis: "assumed" }, unreachable: [] }],
  });
  expect(family.contrasts[0]?.detectable.byWord.value).toBeGreaterThan(1.02);
});

test("on this machine all jobs are one instance: no word can be reached, and more replicates do not help", async () => {
  const { family } = await planned({ results: [empty], local: true });
  expect(family).toMatchObject({
    instances: 1,
    needs: 5,
    contrasts: [{ n: 1, unreachable: ["better", "worse", "equivalent"], advisedReplicates: null }],
  });
});

test("what earlier runs took is what a job will take, and their spread that of the instances", async () => {
  const { benchmarks, total, family } = await planned({ results: [await history(3)] });
  // Four runs of the median.
  expect(benchmarks.map(({ seconds }) => seconds.value?.value)).toEqual([400, 480]);
  expect(benchmarks[0]?.basis).toBe("median of 3 measured runs on c7g.4xlarge");
  expect(total.seconds.value).toBeCloseTo(6 * 880, 6);
  const usd = benchmarks.map((of) => of.usd.value?.value ?? Number.NaN);
  expect(total.usd.value).toBeCloseTo(6 * (usd[0] ?? 0) + 6 * (usd[1] ?? 0), 9);
  expect(family.contrasts[0]?.variation.basis).toBe("history");
  expect(family.contrasts[0]?.variation.coefficient).toBeCloseTo(0.04, 3);
});

test.each([{ emulated: true }, { emulated: null }, { valid: false }])(
  "runs of which %j is so predict nothing",
  async (more) => {
    const { total } = await planned({ results: [await history(3, more)] }, noContrasts);
    expect(total.seconds.value).toBeNull();
  },
);

test("runs on instances say nothing of this machine", async () => {
  const { benchmarks } = await planned({ results: [await history(3)], local: true }, noContrasts);
  expect(benchmarks[0]?.seconds).toMatchObject({
    reason: expect.stringContaining("no run of it on this machine") as string,
  });
});

test("GEOS-Chem Classic is predicted by its estimate, with what that rests on", async () => {
  const geosChem = {
    defaults: {
      domain: { type: "global", resolution: "4x5" },
      duration: { days: 10 },
      hardware: { instance_type: "c7g.4xlarge", vcpus: 16, memory_gb: 30 },
      workload: { engine: "geos-chem-classic" },
    },
    matrix: { axes: { simulation: ["fullchem"] }, id: "FULL" },
    primary_contrasts: [],
  };
  const { benchmarks } = await planned({ results: [empty] }, geosChem);
  expect(benchmarks[0]?.seconds.value?.value).toBeGreaterThan(0);
  expect(benchmarks[0]?.basis).toMatch(
    /^estimate of \d+ observations, extrapolated: no GEOS-Chem run on Graviton/,
  );
});

test("too few replicates reach no word, five none with power 0.8, and the plan says how many do", async () => {
  const few = await planned({ results: [empty], replicates: 4 });
  expect(few.family.contrasts[0]).toMatchObject({
    unreachable: ["better", "worse", "equivalent"],
    advisedReplicates: { value: 6 },
  });
  const five = await planned({ results: [empty], replicates: 5 });
  expect(five.family.contrasts[0]).toMatchObject({
    unreachable: [],
    detectable: {
      byWord: {
        value: null,
        reason: expect.stringMatching(/^n=5: a factor of 2 is found with power 0\.7/) as string,
      },
    },
    advisedReplicates: { value: 6 },
  });
});

test("a tag leaves the benchmarks that have it; the contrast that lost an arm stays in the family", async () => {
  const { jobs, family } = await planned({ results: [empty], tag: ["arm"] });
  expect(new Set(jobs.map(({ benchmark }) => benchmark))).toEqual(new Set(["T-ARM"]));
  expect(family.contrasts).toMatchObject([{ n: 0, advisedReplicates: null }]);
  await expect(planned({ results: [empty], tag: ["none"] })).rejects.toMatchObject({
    code: "bad-option",
    hint: expect.stringContaining("Its tags: arm") as string,
  });
});

test("a plan that costs more than the budget is refused, and so is one whose cost nobody knows", async () => {
  const results = [await history(3)];
  const { total } = await planned({ results, budget: 100 }, noContrasts);
  const cost = total.usd.value ?? Number.NaN;
  const refusal = async (options: PlanOptions) =>
    planned(options, noContrasts).then(
      () => undefined,
      (error: GeosBenchError) => error,
    );
  expect(await refusal({ results, budget: cost * 1.01 })).toBeUndefined();
  const over = await refusal({ results, budget: cost * 0.99 });
  expect(over?.message).toMatch(/costs about \$\d+\.\d\d; the budget is \$/);
  expect(over && cliExitCode(over.code)).toBe(2);
  expect((await refusal({ results: [empty], budget: 1000 }))?.message).toMatch(
    /cannot be held against a budget/,
  );
});

test("a person sees order, totals, basis and what can be found", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  await plan(suiteFile({ replicates: 5 }), { results: [await history(3)], seed: 7 });
  const text = String(printed.mock.calls[0]);
  expect(text).toMatch(
    /^10 jobs of own \(2 benchmarks, 5 replicates of each\)\ntime: 73 min, one after another/,
  );
  expect(text).toContain("Order, in random blocks (seed 7):");
  expect(text).toContain("median of 3 measured runs on c7i.4xlarge");
  expect(text).toContain(
    "1 primary contrast, judged as one family: at least 5 instances in each arm, 5 planned.",
  );
  expect(text).toMatch(/"better" and "worse": n=5: a factor of 2 is found with power 0\.7\d only\./);
  expect(text).toContain("With --replicates 6 they reach power 0.8.");
});
