import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimate } from "../../../../report/estimate/estimate.ts";
import { storedRuns } from "../../../../report/estimate/stored-runs.ts";
import { importRun } from "../../../../report/import/import-run.ts";
import { storeImport } from "../../../../report/import/store-import.ts";
import { loadRuns } from "../../../../report/index/load-runs.ts";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { queryRuns } from "../../../../report/query/query-runs.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { readResults } from "../../../../report/read/read-results.ts";
import { inputGeos, modelLog, timersJson } from "../../../support/model-runs.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const claims = { machine: null, cores: null, usd_per_hour: null, note: null };

function runWith(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory("run");
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text);
  return directory;
}

const reading = (given: string | readonly string[], claimed: Partial<typeof claims> | object = {}) =>
  importRun({
    given: typeof given === "string" ? [given] : given,
    id: undefined,
    claims: { ...claims, ...claimed },
    at: new Date("2026-11-27T00:00:00Z"),
    importerVersion: "0",
  });

const table = [
  ["GEOS-Chem", 1000],
  ["Initialization", 20],
  ["HEMCO", 300],
  ["All chemistry", 700],
  ["=> FlexChem", 500],
  ["Unit conversions", 90],
  ["Dry deposition", null],
] as const;

describe("what is read", () => {
  test.each(["12.9.3", "13.2.1", "14.4.0"])("a log of %s with its own timers", async (version) => {
    const { run } = await reading(runWith({ "GC.log": modelLog({ version, timers: table }) }));
    expect(run).toMatchObject({
      origin: "imported",
      outcome: "completed",
      model: { version: { value: version }, simulation: { value: "fullchem" }, resolution: { value: "4x5" } },
      simulated_days: { value: 2 },
      wall_s: { value: 1000 },
      wall_from: "timers",
      timers_from: "log",
    });
    expect(run.model.levels).toEqual({ value: null, reason: "the log does not say" });
    expect(run.usd).toMatchObject({ value: null });
  });

  test("nested and overlapping timers are never added: the remainder is of the parts, and may be negative", async () => {
    const { run } = await reading(runWith({ "GC.log": modelLog({ timers: table }) }));
    expect(run.remainder_s.value).toBeCloseTo(1000 - 20 - 300 - 700, 9);
    expect(run.timers.map(({ name, kind }) => [name, kind])).toContainEqual(["=> Gas-phase chem", "nested"]);
    expect(run.timers.find(({ name }) => name === "Dry deposition")).toMatchObject({
      seconds: null,
      reason: "it did not run",
    });
  });

  test("the timers file comes before the log's table, the process's own time before both", async () => {
    const after = [
      "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:20:10",
      "\tMaximum resident set size (kbytes): 2097152",
    ];
    const directory = runWith({
      "GC.log": modelLog({ timers: table, after }),
      "gcclassic_timers.json": timersJson({ "GEOS-Chem": 1001, HEMCO: 301 }),
    });
    const { run } = await reading(directory, { usd_per_hour: 3.6 });
    expect(run).toMatchObject({
      timers_from: "gcclassic_timers.json",
      wall_s: { value: 1210 },
      wall_from: "time -v",
      peak_memory_mib: { value: 2048 },
    });
    expect(run.usd.value).toBeCloseTo(1.21, 9);
  });

  test("what the log does not say comes from the run directory's configuration, and is noted", async () => {
    const { run } = await reading(runWith({ "log.txt": modelLog(), "input.geos": inputGeos }));
    expect(run.model.levels).toEqual({ value: 72 });
    expect(run.notes).toContain("levels: from input.geos, which may have been changed since");
    expect(run).toMatchObject({ wall_s: { value: 3600 }, wall_from: "log" });
  });

  test("a run that failed is said to have, and why", async () => {
    const { run } = await reading(runWith({ "GC.log": modelLog({ isComplete: false, timers: table }) }));
    expect(run.outcome).toBe("failed");
    expect(run.outcome_reason).toMatch(/END OF GEOS-CHEM is missing.*HEMCO ERROR/);
  });

  test("timers alone prove no success: failed runs have them too", async () => {
    const { run } = await reading(runWith({ "gcclassic_timers.json": timersJson({ "GEOS-Chem": 5 }) }));
    expect(run).toMatchObject({ outcome: "unknown", wall_s: { value: 5 } });
  });
});

describe("what is refused, with nothing written", () => {
  test.each([
    ["an empty directory", {}, /neither a log/],
    ["another log", { "HEMCO.log": "HEMCO 3.0\n" }, /neither a log/],
    ["two logs", { "a.log": modelLog(), "b.log": modelLog() }, /2 logs of GEOS-Chem: a\.log, b\.log/],
    ["version 11", { "GC.log": modelLog({ version: "11.2.0" }) }, /11\.2\.0; allowed: versions 12 to 14/],
    ["version 15", { "GC.log": modelLog({ version: "15.0.0" }) }, /allowed: versions 12 to 14/],
    ["GCHP", { "GC.log": modelLog({ mode: "GCHP" }) }, /is of GCHP/],
    ["other JSON", { "GC.log": modelLog(), "gcclassic_timers.json": "{}" }, /has no timers/],
  ])("%s", async (_, files, message) => {
    await expect(reading(runWith(files))).rejects.toMatchObject({
      code: "not-a-run",
      message: expect.stringMatching(message) as string,
    });
  });

  test("a file that is not there", async () => {
    await expect(reading("/nonexistent/GC.log")).rejects.toMatchObject({ code: "not-a-run" });
  });

  test("any text is a run in the schema's form, or is refused", async () => {
    const output = temporaryDirectory("any");
    const piece = fc.oneof(fc.string(), fc.constantFrom(...modelLog({ timers: table }).split("\n")));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (lines) => {
        const file = path.join(runWith({ "GC.log": lines.join("\n") }), "GC.log");
        const read = await reading(file).catch((error: { code?: string }) => error);
        if (!("run" in read)) {
          expect(read.code).toBe("not-a-run");
          return;
        }
        const folder = await storeImport(read, output);
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });
});

describe("an imported run among results", () => {
  const stored = async (claimed: object = {}) => {
    const place = temporaryDirectory("imports");
    const directory = runWith({ "GC.log": modelLog({ timers: table }), "input.geos": inputGeos });
    const folder = await storeImport(await reading(directory, claimed), place);
    const store = folderStore(place);
    await updateIndex(store);
    return { place, folder, store, directory };
  };

  test("is read and verified, queried with its claims, and loaded by nothing that ranks", async () => {
    const { store } = await stored({ machine: "c5.4xlarge", cores: 8, note: "mine" });
    const { imported, results, leftOut } = await readResults([store], { verify: true });
    expect([imported.length, results.length, leftOut.length]).toEqual([1, 0, 0]);
    const { rows } = await queryRuns(
      [store],
      "select origin, simulation, levels, threads, started_at, claimed_machine, claimed_cores, note from runs",
    );
    expect(rows).toEqual([["imported", "fullchem", 72, null, null, "c5.4xlarge", 8, "mine"]]);
    expect((await loadRuns([store], ["wall_s"])).runs).toEqual([]);
  });

  test("that was changed is left out", async () => {
    const { store, folder } = await stored();
    writeFileSync(path.join(folder, "log.txt"), modelLog({ timers: table }).replace("MERRA2", "GEOSFP"));
    const { imported, leftOut } = await readResults([store], { verify: true });
    expect(imported).toEqual([]);
    expect(leftOut).toMatchObject([{ kind: "tampered" }]);
  });

  test("is there once: importing it again is refused, and leaves nothing", async () => {
    const { place, folder, directory } = await stored();
    await expect(storeImport(await reading(directory, { cores: 4 }), place)).rejects.toMatchObject({
      code: "already-imported",
    });
    expect(readdirSync(path.dirname(folder))).toEqual(["1"]);
  });

  test("is what an estimate rests on, as an import; without cores it is left out, never imputed", async () => {
    const request = {
      simulation: "fullchem",
      resolution: "4x5",
      levels: 72,
      days: 2,
      threads: 8,
      instanceType: "c5.4xlarge",
    };
    const known = await storedRuns([(await stored({ machine: "c5.4xlarge", cores: 8 })).store]);
    expect(known.runs).toMatchObject([{ origin: "imported", threads: 8, threadsStated: false }]);
    const answer = estimate(request, known.runs);
    expect(answer.wallSeconds.value?.value).toBeCloseTo(1000, 6);
    expect(answer.basis.runs).toMatchObject([{ origin: "imported" }]);
    expect(answer.caveats.join()).toMatch(/1 of 1 runs are imported/);
    const { runs } = await storedRuns([(await stored()).store]);
    expect(estimate(request, runs)).toMatchObject({
      wallSeconds: { value: null },
      basis: { leftOut: [{ reason: "threads not reported" }] },
    });
  });
});
