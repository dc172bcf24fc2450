import { expect, test } from "vitest";
import { readDryRun } from "../../../../../runner/geos-chem/input/dry-run-log.ts";

test("a dry run's files: found, required, optional, each once", () => {
  const lines = [
    "!!! Start Date       : 20190101 000000",
    "HISTORY (INIT): Opening ./HISTORY.rc",
    "READ_DRYDEP_INPUTS: Opening /data/ExtData/CHEM_INPUTS/Drydep.nc",
    "HEMCO: Opening /data/ExtData/HEMCO/a.nc",
    "HEMCO: Opening /data/ExtData/HEMCO/a.nc   ",
    "     - Found all CN     met fields for 2011/01/01 00:00",
    "HEMCO: OPTIONAL FILE NOT FOUND ./HEMCO_restart.200107010000.nc",
    "HEMCO: REQUIRED FILE NOT FOUND ./GEOSChem.Restart.20010701_0000z.nc4",
    "UCX (SFCMR_READ): REQUIRED FILE NOT FOUND /data/ExtData/with blank/b.nc",
    "HEMCO: OPTIONAL FILE NOT FOUND /data/ExtData/with blank/b.nc",
  ];
  expect(readDryRun(lines)).toEqual({
    found: ["./HISTORY.rc", "/data/ExtData/CHEM_INPUTS/Drydep.nc", "/data/ExtData/HEMCO/a.nc"],
    required: ["./GEOSChem.Restart.20010701_0000z.nc4", "/data/ExtData/with blank/b.nc"],
    optional: ["./HEMCO_restart.200107010000.nc"],
  });
});
