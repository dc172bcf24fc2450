import packageJson from "../../package.json" with { type: "json" };
import { importRun } from "../../report/import/import-run.ts";
import { storeImport } from "../../report/import/store-import.ts";
import { importText } from "../../report/terminal/import-text.ts";
import { cliExitCodes } from "../exit-codes.ts";

export interface ImportOptions {
  readonly id?: string;
  readonly machine?: string;
  readonly cores?: number;
  readonly usdPerHour?: number;
  readonly note?: string;
  readonly output: string;
  readonly json?: true;
}

/** Makes an imported run of what a run of GEOS-Chem Classic left, wherever it happened. */
export async function importFiles(given: readonly string[], options: ImportOptions): Promise<number> {
  const { machine = null, cores = null, usdPerHour = null, note = null } = options;
  const reading = await importRun({
    given,
    id: options.id,
    claims: { machine, cores, usd_per_hour: usdPerHour, note },
    at: new Date(),
    importerVersion: packageJson.version,
  });
  const folder = await storeImport(reading, options.output);
  console.log(
    options.json
      ? JSON.stringify({ format: 1, folder, run: reading.run }, null, 2)
      : importText(reading.run, folder),
  );
  return cliExitCodes.success;
}
