import { cpSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { updateIndex } from "../../../report/index/update-index.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { gcbenchHere } from "../../support/gcbench-here.ts";
import { syntheticResult, writeResult, type Synthetic } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const gcbench = gcbenchHere(temporaryDirectory("compare-state"));

/** Synthetic instances of two types that ran in turns; `x86` is by `factor` slower than Graviton. */
async function place(instances: number, factor: number, more: Partial<Synthetic> = {}): Promise<string> {
  const root = temporaryDirectory("compare");
  for (let number = 0; number < instances; number += 1) {
    const startedAt = new Date(Date.UTC(2026, 0, 1, number)).toISOString();
    // A fixed spread of about a percent.
    const wall = 100 * (1 + 0.01 * Math.sin(number));
    for (const [benchmarkId, instanceType, slower] of [
      ["TRANSPORT-GRAVITON", "c7g.4xlarge", 1],
      ["TRANSPORT-X86", "c7i.4xlarge", factor],
    ] as const) {
      const id = `${benchmarkId}-${number}`;
      const of = { benchmarkId, instanceType, jobId: id, instanceId: `i-${id}`, startedAt };
      writeResult(
        root,
        syntheticResult({ ...of, wallSeconds: [wall * slower, wall * slower * 1.001], ...more }),
      );
    }
  }
  await updateIndex(folderStore(root));
  return root;
}

const arms = ["--baseline", "TRANSPORT-GRAVITON", "--candidate", "instance_type=c7i.4xlarge"];

test("two selections are shown with ratio, interval and n, and never a verdict", async () => {
  const root = await place(6, 1.1);
  const { stdout, exitCode } = await gcbench(["compare", ...arms, "--results", root]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /exploratory; ratio 1\.100 \(95 % 1\.0\d\d to 1\.1\d\d, n=6 instances\); not a declared contrast/,
  );
  expect(stdout).toContain("proxy: the workload was the proxy, not GEOS-Chem.");
  expect(stdout).not.toMatch(/\b(?:better|worse|equivalent)\b/);
});

test("the declared contrasts of a suite are judged as one family", async () => {
  const root = await place(6, 1.2);
  const { stdout } = await gcbench(["compare", "standard", "--json", "--results", root]);
  const { verdicts } = JSON.parse(stdout) as {
    verdicts: { contrast: string; familySize: number; ruling: { word: string } }[];
  };
  const words = Object.fromEntries(verdicts.map(({ contrast, ruling }) => [contrast, ruling.word]));
  expect(verdicts.every(({ familySize }) => familySize === verdicts.length)).toBe(true);
  expect(words["transport: x86 against Graviton"]).toBe("worse");
  // What did not run is part of the family all the same, and has no verdict.
  expect(words["fullchem: x86 against Graviton"]).toBe("none");
});

test("emulated runs are shown and never judged; retracted ones are left out and named", async () => {
  const emulated = await place(6, 1.2, { emulated: true });
  const { stdout } = await gcbench(["compare", "standard", "--results", emulated]);
  expect(stdout).toMatch(/transport: x86 against Graviton: none: emulated/);
  expect(stdout).toContain("emulated: ran under QEMU");
  const root = await place(6, 1.2);
  const retracted = [{ job_id: "TRANSPORT-X86-0", reason: "another job ran", on: "2026-02-03" }];
  writeFileSync(path.join(root, "retractions.json"), JSON.stringify({ retracted }));
  const shown = await gcbench(["compare", "standard", "--results", root]);
  expect(shown.stdout).toContain(
    "left out: TRANSPORT-X86/TRANSPORT-X86-0/1: retracted: another job ran (2026-02-03)",
  );
  expect(shown.stdout).toMatch(
    /transport: x86 against Graviton: inconclusive: unequal spread cannot be excluded/,
  );
});

test.each([
  [["--baseline", "A"], 'There is no baseline "A". Set: none.'],
  [["--candidate", "A"], "Give a suite, or --baseline and --candidate."],
  [["smoke", "--baseline", "A", "--candidate", "B"], "Give a suite, or --baseline and --candidate."],
  [["smoke"], "The suite smoke declares no primary contrasts."],
  [["--baseline", "colour=red", "--candidate", "B"], '"colour=red" does not select runs.'],
])("%o is refused", async (args, message) => {
  const root = temporaryDirectory("compare");
  const { stderr, exitCode } = await gcbench(["compare", ...args, "--results", root]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
});

interface Compared {
  readonly verdicts: readonly {
    readonly id: string;
    readonly contrast: string;
    readonly ruling: { readonly word: string };
    readonly adjusted: { readonly test: number | null };
    readonly evidence: { readonly ratio: { readonly value: number }; readonly n: number };
    readonly timers: readonly { name: string; ratio: number | null; isFlagged: boolean }[];
  }[];
  readonly arms: readonly {
    readonly label: string;
    readonly reservations: readonly string[];
    readonly metrics: { readonly value: Record<string, unknown> };
  }[];
  readonly views: readonly {
    readonly views: readonly { name: string; groups: readonly { equal: string; arms: object[] }[] }[];
    readonly notViewed: readonly { arm: string }[];
  }[];
  readonly kept: { readonly value: string | null };
}

const compared = async (...args: string[]): Promise<Compared> =>
  JSON.parse((await gcbench(["compare", "--json", ...args])).stdout) as Compared;

test("timers, figures and the four views come with it, in the terminal and as JSON", async () => {
  const root = await place(6, 1.2);
  const { stdout } = await gcbench(["compare", ...arms, "--results", root]);
  for (const word of ["SYPD", "ASYPD", "CHSY", "marginal $/day", "equal price", "equal physical cores"]) {
    expect(stdout).toContain(word);
  }
  expect(stdout).toMatch(/Transport +│ \d+\.\d+ +│ \d+\.\d+ +│ 1\.200 │ 10 % or more/);
  const { verdicts, arms: figures, views } = await compared(...arms, "--results", root);
  expect(verdicts[0]?.timers).toMatchObject([
    { name: "Timesteps", ratio: expect.closeTo(1.2, 6), isFlagged: true },
    { name: "Transport", ratio: expect.closeTo(1.2, 6), isFlagged: true },
  ]);
  expect(figures[1]?.metrics.value).toMatchObject({
    chsy: { value: expect.any(Number) },
    asypd: { value: null, reason: expect.stringContaining("6 of 6 jobs: when its job was submitted") },
    usdPerSimulatedDay: { value: null, reason: expect.stringContaining("how it was bought") },
  });
  // Each with 15 threads: 15 cores of one, all 8 of the other.
  const groups = views[0]?.views.map(({ name, groups: of }) => [name, of.map(({ equal }) => equal)]);
  expect(groups).toEqual([
    ["equal price", []],
    ["equal vCPUs", ["16 vCPUs, 15 threads"]],
    ["equal physical cores", []],
    ["each at its best", ["every type with the threads that suit it"]],
  ]);
});

test("a timer that changed by less than a tenth has no mark, and emulated runs stand in no view", async () => {
  const near = await compared(...arms, "--results", await place(3, 1.09));
  expect(near.verdicts[0]?.timers.map(({ isFlagged }) => isFlagged)).toEqual([false, false]);
  const { views, arms: figures } = await compared(
    ...arms,
    "--results",
    await place(3, 1.2, { emulated: true }),
  );
  expect(views.flatMap((of) => of.views.flatMap(({ groups }) => groups))).toEqual([]);
  expect(views[0]?.notViewed.map(({ arm }) => arm)).toEqual(figures.map(({ label }) => label));
});

test("an arm that mixes two grids is an objection, not its first run", async () => {
  const root = await place(3, 1.2);
  const other = syntheticResult({ benchmarkId: "TRANSPORT-GRAVITON", jobId: "other", instanceId: "i-other" });
  const config = { ...other.config, domain: { ...other.config.domain, resolution: "2x2.5" as const } };
  writeResult(root, { ...other, config });
  await updateIndex(folderStore(root));
  const { stdout } = await gcbench(["compare", ...arms, "--results", root]);
  expect(stdout).toContain("exploratory: TRANSPORT-GRAVITON mixes resolutions (2x2.5, 4x5)");
});

test("a verdict is explained from the results that it rests on, also after more came", async () => {
  const root = await place(6, 1.2);
  const retracted = [{ job_id: "TRANSPORT-GRAVITON-5", reason: "another job ran", on: "2026-02-03" }];
  writeFileSync(path.join(root, "retractions.json"), JSON.stringify({ retracted }));
  const { verdicts } = await compared("standard", "--results", root);
  const verdict = verdicts.find(({ contrast }) => contrast === "transport: x86 against Graviton");
  const { id = "" } = verdict ?? {};
  const before = await gcbench(["explain", id, "--results", root]);
  expect(before.stdout).toContain(`${id}  transport: x86 against Graviton`);
  expect(before.stdout).toContain("TRANSPORT-GRAVITON-5/1: retracted: another job ran (2026-02-03)");
  expect(before.stdout).toMatch(/all 462 divisions of the instances into two groups: \d+ differ/);
  expect(before.stdout).toContain("Holm's adjustment over the");

  writeFileSync(path.join(root, "retractions.json"), '{"retracted": []}');
  writeResult(root, syntheticResult({ benchmarkId: "TRANSPORT-X86", jobId: "later", instanceId: "i-later" }));
  await updateIndex(folderStore(root));
  expect((await gcbench(["explain", id, "--results", root])).stdout).toBe(before.stdout);
  const again = await compared("standard", "--results", root);
  expect(again.verdicts.map((of) => of.id)).not.toContain(id);

  const { stdout } = await gcbench(["explain", id, "--json", "--results", root]);
  const { steps } = JSON.parse(stdout) as { steps: { values: Record<string, number> }[] };
  const values = Object.assign({}, ...steps.map((of) => of.values)) as Record<string, number>;
  expect(values["ratio"]).toBeCloseTo(Math.exp(values["difference"] ?? 0), 12);
  expect(values["ratio"]).toBe(verdict?.evidence.ratio.value);
  const half = (values["t"] ?? 0) * (values["standardError"] ?? 0);
  expect(values["high"]).toBeCloseTo(Math.exp((values["difference"] ?? 0) + half), 12);
});

test("--only narrows every arm, so that two images are not mixed", async () => {
  const root = await place(3, 1.2);
  const of = syntheticResult({ benchmarkId: "TRANSPORT-X86", instanceType: "c7i.4xlarge", jobId: "other" });
  writeResult(root, { ...of, environment: { ...of.environment, image: { value: "sha256:other" } } });
  await updateIndex(folderStore(root));
  const mixed = await gcbench(["compare", ...arms, "--results", root]);
  expect(mixed.stdout).toContain("mixes images (sha256:other, sha256:synthetic)");
  const one = await gcbench(["compare", ...arms, "--only", "image=sha256:synthetic", "--results", root]);
  expect(one.stdout).toMatch(/exploratory; ratio 1\.200 .*n=3 instances/);
});

test("the same results in two places have one verdict with one id", async () => {
  const [root, copy] = [await place(3, 1.2), temporaryDirectory("compare")];
  cpSync(root, copy, { recursive: true });
  const ids = await Promise.all(
    [[root], [copy], [root, copy]].map(async (places) => {
      const results = places.flatMap((of) => ["--results", of]);
      return (await compared(...arms, ...results)).verdicts.map(({ id }) => id);
    }),
  );
  expect(ids[1]).toEqual(ids[0]);
  expect(ids[2]).toEqual(ids[0]);
});

test("a verdict that is not there, or whose results are gone, is an error that says so", async () => {
  const root = await place(3, 1.2);
  expect(await gcbench(["explain", "v-0123456789abcdef-1", "--results", root])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("There is no verdict v-0123456789abcdef-1"),
  });
  const { verdicts } = await compared(...arms, "--results", root);
  rmSync(path.join(root, "TRANSPORT-X86/TRANSPORT-X86-1"), { recursive: true });
  await updateIndex(folderStore(root), { rebuild: true });
  expect(await gcbench(["explain", verdicts[0]?.id ?? "", "--results", root])).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("The result TRANSPORT-X86-1/1 is not among the indexed ones"),
  });
});

test("a place without an index gets one, which is said, from everything that reads indexes", async () => {
  for (const words of [
    ["compare", "--baseline", "A", "--candidate", "B", "--results"],
    ["query", "select count(*) as results from runs", "--results"],
    ["track"],
  ]) {
    const root = temporaryDirectory("unindexed");
    writeResult(root, syntheticResult({ benchmarkId: "A" }));
    const first = await gcbench([...words, root]);
    expect(first.stderr).toContain(`${root} has no index: its results were read, 1 of use.`);
    expect(await gcbench([...words, root])).toMatchObject({ stdout: first.stdout, stderr: "" });
  }
});

test("what is not there differs in nothing", async () => {
  const root = temporaryDirectory("unindexed");
  writeResult(root, syntheticResult({ benchmarkId: "A" }));
  await updateIndex(folderStore(root));
  const { stdout, stderr } = await gcbench([
    "compare",
    "--baseline",
    "A",
    "--candidate",
    "B",
    "--results",
    root,
  ]);
  expect(stderr).toBe("");
  expect(stdout).toContain("B has no timed run");
  expect(stdout).not.toContain("mismatched");
});
