import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { loadResults, loadRuns } from "../../../../report/index/load-runs.ts";
import { runIndexColumns, type RunColumn } from "../../../../contract/run-index.ts";
import { addToIndex, updateIndex } from "../../../../report/index/update-index.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const place = () => temporaryDirectory("index");
const everything = Object.keys(runIndexColumns) as RunColumn[];
const answer = (...folders: string[]) => loadRuns(folders.map(folderStore), everything);
const segments = (root: string) => readdirSync(path.join(root, "gcbench-index", "runs")).sort();

const unknown = { value: null, reason: "not asked" };
const jobRecord = (jobId: string) =>
  JSON.stringify({
    schema_version: "1.0",
    job_id: jobId,
    attempt: 1,
    recorded_at: "2026-01-01T01:00:00Z",
    queue: "q",
    definition: "d:1",
    submitted_at: { value: "2025-12-31T23:58:00Z" },
    started_at: unknown,
    stopped_at: unknown,
    attempts: [],
  });

test("a row for each timed run, with what was not known as null", async () => {
  const root = place();
  writeResult(root, syntheticResult({ jobId: "a", wallSeconds: [10, 12.5], instanceId: null }));
  expect(await updateIndex(folderStore(root))).toEqual({ added: 1, known: 0, vanished: [], leftOut: [] });
  const { runs } = await answer(root);
  expect(runs.map(({ repetition, wall_s }) => [repetition, wall_s])).toEqual([
    [0, 10],
    [1, 12.5],
  ]);
  expect(runs[0]).toMatchObject({
    path: "SYNTHETIC/a/1",
    started_at: new Date("2026-01-01T00:00:00Z"),
    instance_id: null,
    emulated: false,
    submitted_at: null,
    main_loop_days_per_day: 86_400 / 9.8,
  });
  expect(JSON.parse(runs[0]?.phases ?? "")).toContainEqual({ name: "Transport", wall_s: 9 });
});

test("only what is new is read, and the answer is that of an index made from scratch", async () => {
  const root = place();
  writeResult(root, syntheticResult({ jobId: "a" }));
  await updateIndex(folderStore(root));
  const first = segments(root);
  for (const jobId of ["b", "c"]) writeResult(root, syntheticResult({ jobId }));
  expect(await updateIndex(folderStore(root))).toMatchObject({ added: 2, known: 1 });
  expect(segments(root)).toEqual(expect.arrayContaining(first));
  expect(await updateIndex(folderStore(root))).toMatchObject({ added: 0, known: 3 });
  const grown = await answer(root);
  expect(grown.runs).toHaveLength(3);
  expect(await updateIndex(folderStore(root), { rebuild: true })).toMatchObject({ added: 3 });
  expect(segments(root)).toHaveLength(1);
  expect(await answer(root)).toEqual(grown);
});

test("two who index at once lose nothing and count nothing twice", async () => {
  const root = place();
  for (const jobId of ["a", "b", "c", "d"])
    writeResult(root, syntheticResult({ jobId, wallSeconds: [1, 2] }));
  await Promise.all([updateIndex(folderStore(root)), updateIndex(folderStore(root))]);
  writeResult(root, syntheticResult({ jobId: "e" }));
  // One sees one more result than the other, so their segments overlap and differ.
  await Promise.all([
    updateIndex(folderStore(root), { rebuild: true }),
    (async () => {
      writeResult(root, syntheticResult({ jobId: "f" }));
      await updateIndex(folderStore(root));
    })(),
  ]);
  await updateIndex(folderStore(root));
  const grown = await answer(root);
  expect(grown.runs.map(({ job_id: id }) => id)).toEqual(["a", "a", "b", "b", "c", "c", "d", "d", "e", "f"]);
});

test("the same results in two places give one answer; two that differ none", async () => {
  const [one, two] = [place(), place()];
  writeResult(one, syntheticResult({ jobId: "a" }));
  cpSync(one, two, { recursive: true });
  writeResult(one, syntheticResult({ jobId: "b", wallSeconds: [1] }));
  writeResult(two, syntheticResult({ jobId: "b", wallSeconds: [2] }));
  for (const root of [one, two]) await updateIndex(folderStore(root));
  const { runs, conflicting } = await answer(one, two);
  expect(runs.map(({ job_id: id }) => id)).toEqual(["a"]);
  expect(conflicting).toEqual([one, two].map((root) => `${root}/SYNTHETIC/b/1`).sort());
});

test("a job record that comes later is taken up, as an index from scratch would", async () => {
  const root = place();
  const folder = writeResult(root, syntheticResult({ jobId: "a", wallSeconds: [1, 2] }));
  await updateIndex(folderStore(root));
  writeFileSync(path.join(folder, "job.json"), jobRecord("a"));
  await updateIndex(folderStore(root));
  const grown = await answer(root);
  expect(grown.runs).toMatchObject([
    { repetition: 0, submitted_at: new Date("2025-12-31T23:58:00Z") },
    { repetition: 1, has_job_record: true },
  ]);
  await updateIndex(folderStore(root), { rebuild: true });
  expect(await answer(root)).toEqual(grown);
});

test("a result without a timed run has a row, and one that was removed is named", async () => {
  const root = place();
  const ran = syntheticResult({ jobId: "failed", valid: false });
  const folder = writeResult(root, { ...ran, outcome: "workload-failed", samples: [] });
  await updateIndex(folderStore(root));
  expect((await answer(root)).runs).toMatchObject([
    { outcome: "workload-failed", repetition: null, wall_s: null },
  ]);
  rmSync(folder, { recursive: true });
  expect(await updateIndex(folderStore(root))).toMatchObject({ vanished: ["SYNTHETIC/failed/1"] });
});

test("a segment that is older than a column, and in row groups, has null there and every row", async () => {
  const root = place();
  writeResult(root, syntheticResult({ jobId: "a", wallSeconds: [1, 2, 3] }));
  await updateIndex(folderStore(root));
  const [name = ""] = segments(root);
  const file = path.join(root, "gcbench-index", "runs", name);
  const before = (await answer(root)).runs;
  const columnData = Object.entries(runIndexColumns)
    .filter(([column]) => column !== "source_revision" && column !== "triad_after_gb_per_s")
    .map(([column, { type, nullable }]) => ({
      name: column,
      type,
      nullable,
      data: before.map((row) => row[column as RunColumn]),
    }));
  const kvMetadata = [{ key: "geos-chem-bench.index-schema", value: "1" }];
  // The runs of the one result lie in two row groups.
  writeFileSync(file, new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, rowGroupSize: 2 })));
  const { runs } = await answer(root);
  expect(runs).toEqual(before);
  expect(runs.map(({ repetition, source_revision: revision }) => [repetition, revision])).toEqual([
    [0, null],
    [1, null],
    [2, null],
  ]);
  const taken = await loadResults([folderStore(root)], ["wall_s"], (rows) => rows.map((row) => row.wall_s));
  expect(taken.results).toEqual([[1, 2, 3]]);
});

test("what is not wanted is not kept, and a conflict is seen all the same", async () => {
  const [one, two] = [place(), place()];
  writeResult(one, syntheticResult({ benchmarkId: "A", jobId: "a" }));
  writeResult(one, syntheticResult({ benchmarkId: "B", jobId: "b" }));
  writeResult(two, syntheticResult({ benchmarkId: "C", jobId: "b" }));
  for (const root of [one, two]) await updateIndex(folderStore(root));
  const isWanted = (run: { benchmark_id: string }) => run.benchmark_id === "B";
  const { runs, conflicting } = await loadRuns([one, two].map(folderStore), ["benchmark_id"], isWanted);
  expect(runs).toEqual([]);
  expect(conflicting).toEqual([`${one}/B/b/1`, `${two}/C/b/1`].sort());
});

test("what is no segment is an error that says what to do", async () => {
  const root = place();
  writeResult(root, syntheticResult());
  await updateIndex(folderStore(root));
  writeFileSync(path.join(root, "gcbench-index", "runs", "broken.parquet"), "PAR1 and no more");
  await expect(answer(root)).rejects.toMatchObject({
    code: "index-unreadable",
    hint: expect.stringContaining("--rebuild"),
  });
});

test("results whose folders are known are added without a look at the others, and count once", async () => {
  const root = place();
  for (const jobId of ["a", "b", "c"]) writeResult(root, syntheticResult({ jobId }));
  const folders = ["SYNTHETIC/b/1", "SYNTHETIC/c/1", "SYNTHETIC/none/1"];
  const update = await addToIndex(folderStore(root), folders);
  expect(update).toMatchObject({ added: 2, leftOut: [{ kind: "incomplete" }] });
  expect((await answer(root)).runs.map(({ job_id: id }) => id)).toEqual(["b", "c"]);
  await addToIndex(folderStore(root), ["SYNTHETIC/a/1", "SYNTHETIC/b/1"]);
  expect((await answer(root)).runs.map(({ job_id: id }) => id)).toEqual(["a", "b", "c"]);
});
