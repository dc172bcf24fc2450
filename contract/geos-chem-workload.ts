import { z } from "zod";
import { inputCache } from "./input-state.ts";
import { threadBinding } from "./thread-binding.ts";
import { wholeNumber } from "./whole-number.ts";

const inputData = z.strictObject({
  source: z
    .enum(["existing", "open-data"])
    .default("existing")
    .describe(
      "existing: everything is on disk already. open-data: what is missing is fetched from the bucket.",
    ),
  path: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The ExtData directory. Default: GCBENCH_EXTDATA, else the run directory's own (existing) or the scratch directory (open-data).",
    ),
  cache: inputCache
    .optional()
    .describe(
      "What the model's input files are to be in the page cache when a run starts. warm (default): each is read before. cold: each is dropped. as-found: nothing is done.",
    ),
  bucket: z.string().min(3).default("geos-chem").describe("Bucket of the open data."),
});

/** `workload` of a config for GEOS-Chem Classic itself. Paths are those that the job sees. */
export const geosChemWorkload = z
  .strictObject({
    engine: z.literal("geos-chem-classic"),
    threads: wholeNumber("threads", 1, 192).optional().describe("OpenMP threads; default: as for the proxy."),
    binding: threadBinding,
    met_field: z
      .enum(["MERRA2", "GEOSFP", "GEOSIT", "GCAP2"])
      .optional()
      .describe(
        "Meteorology. Default: the run directory's; MERRA2 where createRunDir.sh makes one, which is not answered for GCAP2.",
      ),
    start: z.iso
      .date("must be a date such as 2019-07-01")
      .optional()
      .describe("First simulated day (00:00 UTC). Default: start_date of the run directory."),
    restart: z
      .enum(["exact", "closest"])
      .default("exact")
      .describe(
        "exact: the restart file must be of the start date and have every species. closest: HEMCO's CYS.",
      ),
    run_directory: z
      .string()
      .min(1)
      .optional()
      .describe("A prebuilt run directory; it is copied, never changed. Default: GCBENCH_GCCLASSIC_RUNDIR."),
    source: z
      .string()
      .min(1)
      .optional()
      .describe(
        "A GCClassic source tree to make the run directory with, when none is given. Default: GCBENCH_GCCLASSIC_SOURCE.",
      ),
    executable: z
      .string()
      .min(1)
      .optional()
      .describe("Default: GCBENCH_GCCLASSIC, else gcclassic in the run directory."),
    data: inputData.prefault({}),
  })
  .describe("GEOS-Chem Classic itself.");

export type GeosChemWorkload = z.output<typeof geosChemWorkload>;
