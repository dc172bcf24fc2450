import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { buildSite } from "../../../../report/site/build-site.ts";
import { endsChunk } from "../../../../report/site/data/run-chunks.ts";
import { folderTarget } from "../../../../report/site/target/folder-target.ts";
import type { SiteTarget } from "../../../../report/site/target/site-target.ts";
import { danglingIn, siteFiles } from "../../../support/site-files.ts";
import { syntheticResult, writeResult, type Synthetic } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const options = { version: "0.1.0", region: "us-east-1" };

/** Jobs, of which a fifth ends a chunk of its set: with any others it would take hundreds of results. */
const jobs = (() => {
  const [ends, others]: [string[], string[]] = [[], []];
  for (let number = 0; ends.length < 8; number += 1) {
    const jobId = `job-${number}`;
    if (endsChunk({ at: 0, jobId, attempt: 1 })) ends.push(jobId);
    else if (others.length < 32) others.push(jobId);
  }
  return [...ends, ...others];
})();

const synthetic = fc.record({
  jobId: fc.constantFrom(...jobs),
  benchmarkId: fc.constantFrom("A", "B"),
  instanceType: fc.constantFrom("c7g.4xlarge", "c7i.4xlarge"),
  instanceId: fc.constantFrom("i-1", "i-2", "i-3", null),
  purchaseOption: fc.constantFrom("on-demand", "spot"),
  valid: fc.constantFrom(true, true, true, false),
  emulated: fc.constantFrom(false, false, null),
  threads: fc.constantFrom(8, 15),
  disturbance: fc.constantFrom(undefined, undefined, "steal"),
  wallSeconds: fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 1, maxLength: 3 }),
  startedAt: fc.integer({ min: 0, max: 20 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString()),
}) satisfies fc.Arbitrary<Synthetic>;

/** What happens between two builds. */
const step = fc.record({
  results: fc.array(synthetic, { maxLength: 12 }),
  /** Of results that are there: those that gain a job record, and those that are taken back. */
  recorded: fc.array(fc.nat(), { maxLength: 2 }),
  retracted: fc.array(fc.nat(), { maxLength: 1 }),
});

const jobRecord = (jobId: string): string =>
  JSON.stringify({
    schema_version: "1.0",
    job_id: jobId,
    attempt: 1,
    recorded_at: "2026-03-01T00:00:00Z",
    queue: "q",
    definition: "d:1",
    submitted_at: { value: "2025-12-31T00:00:00Z" },
    started_at: { value: "2025-12-31T23:00:00Z" },
    stopped_at: { value: "2026-03-01T00:00:00Z" },
    attempts: [],
  });

/** A place with results to which things happen. */
function growingPlace() {
  const results = temporaryDirectory("results");
  const folders = new Map<string, string>();
  const taken = new Set<string>();
  const pick = (number: number): string | undefined =>
    [...folders.keys()][number % Math.max(1, folders.size)];
  const happen = async (of: {
    readonly results: readonly (Synthetic & { readonly jobId: string })[];
    readonly recorded: readonly number[];
    readonly retracted: readonly number[];
  }): Promise<void> => {
    for (const result of of.results)
      if (!folders.has(result.jobId))
        folders.set(result.jobId, writeResult(results, syntheticResult(result)));
    for (const number of of.recorded) {
      const jobId = pick(number);
      if (jobId) writeFileSync(path.join(folders.get(jobId) ?? "", "job.json"), jobRecord(jobId));
    }
    for (const number of of.retracted) {
      const jobId = pick(number);
      if (jobId) taken.add(jobId);
    }
    const retracted = Array.from(taken, (id) => ({ job_id: id, reason: "a slip", on: "2026-02-01" }));
    writeFileSync(path.join(results, "retractions.json"), JSON.stringify({ retracted }));
    await updateIndex(folderStore(results));
  };
  const build = (target: SiteTarget) => buildSite([folderStore(results)], target, options);
  return { happen, build };
}

test("a site that grew, however its results came, is to the byte the one that is made of them at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async (steps) => {
      const { happen, build } = growingPlace();
      const [grown, atOnce] = [temporaryDirectory("site"), temporaryDirectory("site")];
      for (const [number, of] of steps.entries()) {
        await happen(of);
        const { fromScratch } = await build(folderTarget(grown));
        expect(fromScratch).toBe(number === 0);
      }
      await build(folderTarget(atOnce));
      expect(siteFiles(grown)).toEqual(siteFiles(atOnce));
    }),
    { numRuns: 8 },
  );
});

test("histories go on from the judgements that are kept, until a night of before has other points", async () => {
  const { happen, build } = growingPlace();
  const [grown, atOnce] = [temporaryDirectory("site"), temporaryDirectory("site")];
  const nights = (numbers: readonly number[], of: Partial<Synthetic> = {}) =>
    numbers.flatMap((number) =>
      ["A", "B"].map((benchmarkId) => ({
        jobId: `${benchmarkId}-${number}`,
        benchmarkId,
        instanceId: `i-${benchmarkId}-${number}`,
        startedAt: new Date(Date.UTC(2026, 0, 1 + number)).toISOString(),
        wallSeconds: [100 + ((number * 7) % 5)],
        ...of,
      })),
    );
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  const nothing = { results: [], recorded: [], retracted: [] };
  for (const change of [
    { ...nothing, results: nights(range(0, 12)) },
    { ...nothing, results: nights(range(13, 16)) },
    // One that came late, and was far off.
    { ...nothing, results: nights([12], { wallSeconds: [130] }) },
    { ...nothing, retracted: [5] },
    { ...nothing, recorded: [7] },
  ]) {
    await happen(change);
    await build(folderTarget(grown));
  }
  await build(folderTarget(atOnce));
  expect(siteFiles(grown)).toEqual(siteFiles(atOnce));
});

/** A folder that takes so many writes and removals, and then none: the builder was killed. */
function dying(folder: string, after: number): SiteTarget {
  const target = folderTarget(folder);
  let left = after;
  const once = async (act: () => Promise<void>): Promise<void> => {
    if (left === 0) throw new Error("killed");
    left -= 1;
    await act();
  };
  return {
    ...target,
    write: (name, bytes) => once(() => target.write(name, bytes)),
    remove: (name) => once(() => target.remove(name)),
  };
}

test("a build that is killed leaves a site whose pages have what they name, and the next one makes it whole", async () => {
  const night = (number: number): Synthetic & { readonly jobId: string } => ({
    jobId: `night-${number}`,
    instanceId: `i-${number}`,
    startedAt: new Date(Date.UTC(2026, 0, 1 + number)).toISOString(),
  });
  const { happen, build } = growingPlace();
  const site = temporaryDirectory("site");
  await happen({ results: [0, 1, 2].map(night), recorded: [], retracted: [] });
  await build(folderTarget(site));
  await happen({ results: [3, 4].map(night), recorded: [0], retracted: [1] });
  let killed = 0;
  for (;;) {
    try {
      await build(dying(site, killed));
      break;
    } catch {
      killed += 1;
    }
    expect(danglingIn(site)).toEqual([]);
  }
  expect(killed).toBeGreaterThan(10);
  const atOnce = temporaryDirectory("site");
  await build(folderTarget(atOnce));
  await build(folderTarget(site));
  await build(folderTarget(site));
  expect(siteFiles(site)).toEqual(siteFiles(atOnce));
  // Twice, since what the last build's pages named stays for who has them open.
  expect(dataIn(site)).toEqual(dataIn(atOnce));
});

const dataIn = (site: string): string[] => readdirSync(path.join(site, "data")).sort();
