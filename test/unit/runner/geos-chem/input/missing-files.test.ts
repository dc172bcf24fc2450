import { expect, test } from "vitest";
import { broughtRestart, locateMissing } from "../../../../../runner/geos-chem/input/missing-files.ts";
import { downloadData } from "../support/texts.ts";

test("where missing files are to be had", () => {
  const restart = broughtRestart(downloadData, "TransportTracers");
  expect(restart).toEqual({
    key: "GEOSCHEM_RESTARTS/GC_14.2.0/GEOSChem.Restart.TransportTracers.20190101_0000z.nc4",
    name: "GEOSChem.Restart.20190101_0000z.nc4",
  });
  expect(broughtRestart(downloadData, "Hg")).toBeUndefined();
  expect(broughtRestart("", "fullchem")).toBeUndefined();
  const paths = [
    "/data/ExtData/HEMCO/a.nc",
    "/data/ExtData/HEMCO/GMI/v2015-02/gmi.clim.IPMN.geos5.2x25.nc",
    "./Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    "./Restarts/GEOSChem.Restart.20190301_0000z.nc4",
    "/elsewhere/b.nc",
    "/data/ExtData2/c.nc",
  ];
  const place = { data: "/data/ExtData", runDirectory: "/run", restart };
  const exact = locateMissing(paths, { ...place, closest: false });
  expect(exact.files).toEqual([
    { path: "/data/ExtData/HEMCO/a.nc", key: "HEMCO/a.nc" },
    { path: paths[1], key: "HEMCO/GMI/v2015-02/gmi.clim.PMN.geos5.2x25.nc" },
    { path: "/run/Restarts/GEOSChem.Restart.20190101_0000z.nc4", key: restart?.key },
  ]);
  expect(exact.unknown).toEqual([paths[3], "/elsewhere/b.nc", "/data/ExtData2/c.nc"]);
  expect(locateMissing([paths[3] ?? ""], { ...place, closest: true }).files[0]?.path).toBe(
    "/run/Restarts/GEOSChem.Restart.20190101_0000z.nc4",
  );
});
