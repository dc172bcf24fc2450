import { writeFileSync } from "node:fs";
import path from "node:path";
import { attemptPrefix } from "../../contract/result-layout.ts";
import { sha256 } from "../../contract/sha256.ts";
import { importRun, type ImportReading } from "../../report/import/import-run.ts";
import { rowOfImport } from "../../report/index/import-row.ts";
import type { StoredRow } from "../../report/index/run-columns.ts";
import { inputGeos, modelLog } from "./model-runs.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

interface Claims {
  readonly machine?: string;
  readonly usdPerHour?: number;
  readonly note?: string;
}

/** An imported run: two days of fullchem at 4x5, 72 levels, in 1000 s. */
export async function importedReading(
  claims: Claims = {},
  log: Parameters<typeof modelLog>[0] = {},
): Promise<ImportReading> {
  const directory = temporaryDirectory("imported");
  const timers = [
    ["GEOS-Chem", 1000],
    ["Initialization", 20],
    ["All chemistry", 700],
  ] as const;
  writeFileSync(path.join(directory, "GC.log"), modelLog({ timers, ...log }));
  writeFileSync(path.join(directory, "input.geos"), inputGeos);
  const { machine = null, usdPerHour = null, note = null } = claims;
  return importRun({
    given: [directory],
    id: undefined,
    claims: { machine, cores: 8, usd_per_hour: usdPerHour, note },
    at: new Date("2026-11-27T00:00:00Z"),
    importerVersion: "0",
  });
}

/** The row of the index of such a run. */
export async function importedRow(
  claims: Claims = {},
  log: Parameters<typeof modelLog>[0] = {},
): Promise<StoredRow> {
  const { run } = await importedReading(claims, log);
  const prefix = attemptPrefix({ benchmarkId: run.benchmark_id, jobId: run.run_id, attempt: 1 });
  return rowOfImport(
    { run, sha256: sha256(JSON.stringify(run)) } as Parameters<typeof rowOfImport>[0],
    prefix,
  );
}
