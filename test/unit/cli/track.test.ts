import { cpSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { updateIndex } from "../../../report/index/update-index.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { gcbenchHere } from "../../support/gcbench-here.ts";
import { syntheticResult, writeResult } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { level, trackedPlace } from "../../support/tracked-place.ts";

const gcbench = gcbenchHere(temporaryDirectory("track-state"));
const name = "SYNTHETIC on c7g.4xlarge, 15 threads, build generic";

interface Document {
  readonly exitCode: number;
  readonly series: readonly {
    readonly name: string;
    readonly split: readonly { what: string }[];
    readonly points: readonly { id: string; state: string; seconds: number }[];
    readonly changes: readonly { direction: string; from: string; acknowledgement: object | null }[];
  }[];
  readonly unusedAcknowledgements: readonly object[];
  readonly leftOut: readonly { result: string; reason: string }[];
}

async function tracked(...args: string[]): Promise<Document & { readonly status: number | undefined }> {
  const { stdout, exitCode } = await gcbench(["track", "--json", ...args]);
  return { ...(JSON.parse(stdout) as Document), status: exitCode };
}

const acknowledging = (series: string, from: string) =>
  JSON.stringify({ acknowledged: [{ series, from, reason: "a finer grid", on: "2026-02-01" }] });

test("a regression is 1, says where it began and how it is acknowledged; acknowledged it is 0", async () => {
  const root = await trackedPlace([...level(20), ...level(4, 1.06)]);
  const { stdout, exitCode } = await gcbench(["track", root]);
  expect(stdout).toContain("build generic [proxy]");
  expect(stdout).toMatch(/^proxy: the workload was the proxy, not GEOS-Chem\./m);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/regression \+\d\.\d % \(step\) since 2026-01-21 \(job-20\/1, revision 0\.1\.0\)/);
  expect(stdout).toContain(`{"series":"${name}","from":"job-20/1"`);

  writeFileSync(path.join(root, "acknowledgements.json"), acknowledging(name, "job-20/1"));
  const after = await tracked(root);
  expect([after.status, after.exitCode, after.series[0]?.changes]).toEqual([0, 0, []]);
  const elsewhere = path.join(temporaryDirectory("track"), "mine.json");
  writeFileSync(elsewhere, acknowledging(name, "job-99/1"));
  const other = await tracked(root, "--acknowledgements", elsewhere);
  expect([other.status, other.unusedAcknowledgements.length]).toEqual([1, 1]);
});

test("a point is the median of the runs of one instance in one night, and a suspect is no regression", async () => {
  const root = await trackedPlace([...level(20), 1.06]);
  const job = { jobId: "job-more", instanceId: "i-synthetic-20", startedAt: "2026-01-21T09:00:00Z" };
  writeResult(root, syntheticResult({ ...job, wallSeconds: [150, 150] }));
  await updateIndex(folderStore(root));
  const { status, series } = await tracked(root);
  expect(status).toBe(0);
  expect(series[0]?.points).toHaveLength(21);
  const last = series[0]?.points.at(-1);
  const wall = 106 * (1 + 0.01 * Math.sin(2.4 * 20));
  expect(last).toMatchObject({ id: "job-20/1", state: "suspect" });
  // Of the five runs: two of 150 s, one of 1.2 times the wall time.
  expect(last?.seconds).toBeCloseTo(1.2 * wall, 6);
});

test("emulated, invalid and retracted results are left out, with the reason", async () => {
  const root = await trackedPlace(level(9), (night) =>
    night === 7 ? { emulated: true } : night === 8 ? { valid: false } : {},
  );
  const retracted = [{ job_id: "job-6", reason: "another job ran", on: "2026-02-03" }];
  writeFileSync(path.join(root, "retractions.json"), JSON.stringify({ retracted }));
  const { series, leftOut, status } = await tracked(root);
  expect(series[0]?.points).toHaveLength(6);
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    "retracted: another job ran (2026-02-03)",
    "emulated: it ran under QEMU",
    "invalid: verification-failed",
  ]);
  expect(status).toBe(0);
});

test("a benchmark that was redefined begins a new series, and the same results twice count once", async () => {
  const root = await trackedPlace(level(8));
  for (const night of [8, 9]) {
    const startedAt = `2026-02-0${night}T00:00:00Z`;
    const of = syntheticResult({ jobId: `job-${night}`, instanceId: `i-${night}`, startedAt });
    const config = { ...of.config, domain: { ...of.config.domain, resolution: "2x2.5" as const } };
    writeResult(root, { ...of, config });
  }
  await updateIndex(folderStore(root));
  const copy = temporaryDirectory("track-copy");
  cpSync(root, copy, { recursive: true });
  const once = await tracked(root);
  expect(once.series.map(({ points, split }) => [points.length, split.map(({ what }) => what)])).toEqual([
    [8, []],
    [2, ["config"]],
  ]);
  expect(await tracked(root, copy)).toEqual(once);
});

test("nothing that could be judged is 3, and every error is 2", async () => {
  const few = await trackedPlace(level(3));
  expect((await gcbench(["track", few])).exitCode).toBe(3);
  expect((await gcbench(["track", few, "--only", "NO-SUCH-BENCHMARK"])).stdout).toBe(
    "No result can be tracked.",
  );
  expect(await gcbench(["track", "/nowhere/at/all"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("cannot be read"),
  });
  writeFileSync(path.join(few, "acknowledgements.json"), '{"acknowledged": [{"series": "s"}]}');
  expect(await gcbench(["track", few])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("acknowledged[0].from: missing"),
  });
  writeFileSync(path.join(few, "gcbench-index", "runs", "broken.parquet"), "no segment");
  expect((await gcbench(["track", few])).exitCode).toBe(2);
});

test("a list that is there and cannot be read is an error, never taken for one that is not there", async () => {
  const root = await trackedPlace(level(24));
  for (const list of ["retractions.json", "acknowledgements.json"]) {
    mkdirSync(path.join(root, list));
    const { exitCode, stderr } = await gcbench(["track", root]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${list} cannot be read: EISDIR`)]);
    rmdirSync(path.join(root, list));
  }
});

test("whatever goes wrong is 2, a fault of the program's too: 3 says that there is no data", async () => {
  const root = await trackedPlace(level(24));
  const fault = vi.spyOn(Map, "groupBy").mockImplementation(() => {
    throw new TypeError("a fault");
  });
  const { exitCode, stderr } = await gcbench(["track", root]);
  fault.mockRestore();
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("a fault")]);
});
