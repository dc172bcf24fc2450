import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "../../support/ports.ts";
import { downloadData, geoschemConfig, hemcoConfig, history } from "./texts.ts";

export const standInModel = fileURLToPath(
  new URL("../../../../support/stand-in-gcclassic.mjs", import.meta.url),
);

/** Everything that the stand-in reads for a day of TransportTracers, below ExtData. */
export const inputKeys = [
  "CHEM_INPUTS/Olson_Land_Map_201203/Olson_2001_Drydep_Inputs.nc",
  "HEMCO/OLSON_MAP/v2019-02/Olson_2001_Land_Type_Masks.025x025.generic.nc",
  "GEOS_4x5/MERRA2/2019/01/MERRA2.20190101.I3.4x5.nc4",
  "GEOS_4x5/MERRA2/2019/01/MERRA2.20190102.I3.4x5.nc4",
];
export const restartKey = "GEOSCHEM_RESTARTS/GC_14.2.0/GEOSChem.Restart.TransportTracers.20190101_0000z.nc4";

export function write(path: string, text = "synthetic\n"): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A run directory with the stand-in as its gcclassic, and an ExtData directory beside it. */
export function makeRunDirectory({ withInput = true, root = temporaryDirectory() } = {}): {
  path: string;
  data: string;
} {
  const data = join(root, "ExtData");
  const path = join(root, "rundir");
  mkdirSync(data, { recursive: true });
  write(join(path, "geoschem_config.yml"), geoschemConfig(data));
  write(join(path, "HEMCO_Config.rc"), hemcoConfig(data));
  write(join(path, "HEMCO_Config.rc.gmao_metfields"), hemcoConfig(data).split("\n").slice(1, 3).join("\n"));
  write(join(path, "HISTORY.rc"), history);
  write(join(path, "download_data.yml"), downloadData);
  // What an earlier run left: it must not be taken for this one's.
  write(join(path, "OutputDir/GEOSChem.SpeciesConc.20190101_0000z.nc4"));
  write(join(path, "Restarts/GEOSChem.Restart.20190102_0000z.nc4"));
  write(join(path, "gcclassic_timers.json"), "{}");
  copyFileSync(standInModel, join(path, "gcclassic"));
  if (withInput) {
    for (const key of inputKeys) write(join(data, key));
    write(join(path, "Restarts/GEOSChem.Restart.20190101_0000z.nc4"));
  }
  return { path, data };
}
