import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { updateIndex } from "../../../report/index/update-index.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { syntheticResult, writeResult, type Synthetic } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const gcbench = gcbenchIn(temporaryDirectory("compare-state"));

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
  [["--baseline", "A"], "Give a suite, or --baseline and --candidate."],
  [["smoke", "--baseline", "A", "--candidate", "B"], "Give a suite, or --baseline and --candidate."],
  [["smoke"], "The suite smoke declares no primary contrasts."],
  [["--baseline", "colour=red", "--candidate", "B"], '"colour=red" does not select runs.'],
])("%o is refused", async (args, message) => {
  const root = temporaryDirectory("compare");
  const { stderr, exitCode } = await gcbench(["compare", ...args, "--results", root]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
});
