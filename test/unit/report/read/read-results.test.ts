import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { readResults } from "../../../../report/read/read-results.ts";
import { syntheticResult, writeResult } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const place = () => temporaryDirectory("results");
const read = (...folders: string[]) => readResults(folders.map(folderStore));

test("a complete result is read, whatever lies around it", async () => {
  const root = place();
  const folder = writeResult(root, syntheticResult({ jobId: "a", wallSeconds: [10, 11] }));
  writeFileSync(path.join(root, "notes.txt"), "mine");
  const { results, leftOut } = await read(root);
  expect(leftOut).toEqual([]);
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({ uri: folder, job: null, reservations: [] });
  expect(results[0]?.result.samples.map(({ wall_s }) => wall_s)).toEqual([10, 11]);
});

test("a folder that is itself an attempt is read too", async () => {
  const folder = writeResult(place(), syntheticResult({ jobId: "a" }));
  expect((await read(folder)).results).toMatchObject([{ uri: folder }]);
});

const damages: [kind: string, damage: (folder: string) => void, reason: RegExp][] = [
  ["incomplete", (folder) => rmSync(path.join(folder, "manifest.json")), /no manifest\.json/],
  ["truncated", (folder) => rmSync(path.join(folder, "log.txt")), /log\.txt is not there/],
  [
    "truncated",
    (folder) => appendFileSync(path.join(folder, "log.txt"), "x"),
    /log\.txt has 5 bytes.*says 4/,
  ],
  ["foreign", (folder) => writeFileSync(path.join(folder, "manifest.json"), "[]"), /manifest/],
  ["foreign", (folder) => writeFileSync(path.join(folder, "manifest.json"), "not JSON"), /not JSON/],
  [
    "newer-schema",
    (folder) => replaceIn(folder, "manifest.json", '"schema_version":"1.0"', '"schema_version":"1.10"'),
    /schema version 1\.10.*knows 1\.0/,
  ],
  [
    "foreign",
    (folder) => replaceIn(folder, "manifest.json", '"job_id":"a"', '"job_id":"b"'),
    /of job b, attempt 1, its result of a/,
  ],
  [
    "tampered",
    (folder) => replaceIn(folder, "results.json", '"wall_s":100', '"wall_s":900'),
    /results\.json/,
  ],
];

test.each(damages)("%s is left out, and it is said why", async (kind, damage, reason) => {
  const root = place();
  const folder = writeResult(root, syntheticResult({ jobId: "a" }));
  writeResult(root, syntheticResult({ jobId: "good" }));
  damage(folder);
  const { results, leftOut } = await read(root);
  expect(results.map(({ result }) => result.job.id)).toEqual(["good"]);
  expect(leftOut).toMatchObject([{ uri: folder, kind, reason: expect.stringMatching(reason) }]);
});

test("an object that no reading needs is held against its digest only when asked", async () => {
  const root = place();
  const folder = writeResult(root, syntheticResult({ jobId: "a" }));
  replaceIn(folder, "log.txt", "log", "LOG");
  expect((await readResults([folderStore(root)])).results).toHaveLength(1);
  const verified = await readResults([folderStore(root)], { verify: true });
  expect(verified.results).toEqual([]);
  expect(verified.leftOut).toMatchObject([{ kind: "tampered", reason: expect.stringContaining("log.txt") }]);
});

test("the same results in two places give one answer", async () => {
  const [one, two] = [place(), place()];
  for (const jobId of ["a", "b"]) writeResult(one, syntheticResult({ jobId }));
  cpSync(one, path.join(two, "copied", "deeper"), { recursive: true });
  const once = await read(one);
  const twice = await read(one, two);
  expect(twice.results.map(({ result }) => result)).toEqual(once.results.map(({ result }) => result));
  expect(twice.leftOut.map(({ kind }) => kind)).toEqual(["duplicate", "duplicate"]);
});

test("of two different results of one attempt neither is taken", async () => {
  const [one, two] = [place(), place()];
  writeResult(one, syntheticResult({ jobId: "a", wallSeconds: [10] }));
  writeResult(two, syntheticResult({ jobId: "a", wallSeconds: [11] }));
  const { results, leftOut } = await read(one, two);
  expect(results).toEqual([]);
  expect(leftOut.map(({ kind }) => kind)).toEqual(["conflicting", "conflicting"]);
});

test("another attempt of a job is another result", async () => {
  const root = place();
  for (const attempt of [1, 2]) writeResult(root, syntheticResult({ jobId: "a", attempt }));
  expect((await read(root)).results.map(({ result }) => result.job.attempt)).toEqual([1, 2]);
});

test.each([
  [{ emulated: true }, "emulated", /QEMU/],
  [{ emulated: null }, "emulated", /not known: no \/proc/],
  [{ valid: false }, "invalid", /mass drift/],
] as const)("a result with %o is read with a reservation", async (of, kind, reason) => {
  const root = place();
  writeResult(root, syntheticResult(of));
  const { results, leftOut } = await read(root);
  expect(leftOut).toEqual([]);
  expect(results[0]?.reservations).toMatchObject([{ kind, reason: expect.stringMatching(reason) }]);
});

test("a claim that the run contradicts is a reservation", async () => {
  const root = place();
  const ran = syntheticResult();
  writeResult(root, { ...ran, environment: { ...ran.environment, instance_type: { value: "c7g.8xlarge" } } });
  expect((await read(root)).results[0]?.reservations).toEqual([
    {
      kind: "claim-differs",
      reason: "the config claims instance type c7g.4xlarge, the run observed c7g.8xlarge",
    },
  ]);
});

test("threads that were not as asked are a reservation; those of an earlier schema, which were not seen, are none", async () => {
  const root = place();
  const earlier = syntheticResult({ jobId: "earlier" });
  expect(earlier.schema_version).toBe("1.0");
  expect(earlier.samples[0]?.placement).toEqual({
    value: null,
    reason: "the runner of that time did not record it",
  });
  writeResult(root, earlier);
  const ran = syntheticResult({ jobId: "later", wallSeconds: [10, 10] });
  const placement = {
    value: {
      threads: 14,
      working_threads: 14,
      binding: "bound" as const,
      cpus: "0-15",
      per_thread: [],
      last_reading_s: 9,
      differences: { value: ["threads: asked 15, seen 14"] },
    },
  };
  const samples = ran.samples.map((sample) => ({ ...sample, placement }));
  writeResult(root, { ...ran, schema_version: "1.1", samples });
  const { results } = await read(root);
  expect(results.map(({ reservations }) => reservations)).toEqual([
    [],
    [{ kind: "not-as-asked", reason: "threads: asked 15, seen 14" }],
  ]);
});

test("a retraction names a job, or one attempt of it, and its reason", async () => {
  const root = place();
  for (const attempt of [1, 2]) writeResult(root, syntheticResult({ jobId: "a", attempt }));
  writeResult(root, syntheticResult({ jobId: "b" }));
  const retracted = [
    { job_id: "a", attempt: 2, reason: "another tenant's backup ran", on: "2026-02-03" },
    { job_id: "b", reason: "wrong image", on: "2026-02-04" },
  ];
  writeFileSync(path.join(root, "retractions.json"), JSON.stringify({ retracted }));
  const { results } = await read(root);
  expect(results.map(({ reservations }) => reservations.map((of) => of.reason))).toEqual([
    [],
    ["another tenant's backup ran (2026-02-03)"],
    ["wrong image (2026-02-04)"],
  ]);
});

test("a list of retractions that cannot be read stops the reading: nothing is ranked against its owner's word", async () => {
  const root = place();
  writeResult(root, syntheticResult());
  writeFileSync(path.join(root, "retractions.json"), "{}");
  await expect(read(root)).rejects.toThrow(/retracted: missing/);
});

test("what Batch knows of the job is read where somebody wrote it, and a broken one costs nothing else", async () => {
  const root = place();
  const folder = writeResult(root, syntheticResult({ jobId: "a" }));
  const unknown = { value: null, reason: "not asked" };
  const record = {
    schema_version: "1.0",
    job_id: "a",
    attempt: 1,
    recorded_at: "2026-01-01T01:00:00Z",
    queue: "q",
    definition: "d:1",
    submitted_at: { value: "2026-01-01T00:00:00Z" },
    started_at: unknown,
    stopped_at: unknown,
    attempts: [],
  };
  writeFileSync(path.join(folder, "job.json"), JSON.stringify(record));
  expect((await read(root)).results[0]?.job).toEqual(record);
  writeFileSync(path.join(folder, "job.json"), "{");
  expect((await read(root)).results).toMatchObject([{ job: null, reservations: [] }]);
});

test("a folder that is not there is an error, not an empty answer", async () => {
  await expect(read(path.join(place(), "nothing"))).rejects.toMatchObject({ code: "no-such-directory" });
});

test("an empty folder holds no results", async () => {
  const root = place();
  mkdirSync(path.join(root, "empty"));
  expect(await read(root)).toEqual({ results: [], imported: [], leftOut: [] });
});

function replaceIn(folder: string, name: string, from: string, to: string): void {
  const file = path.join(folder, name);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
