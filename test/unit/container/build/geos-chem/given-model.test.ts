import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  checkGivenModel,
  runDirectoryEntries,
} from "../../../../../container/build/geos-chem/given-model.ts";
import { makeRunDirectory } from "../../../runner/geos-chem/support/run-directory.ts";

test("a run directory goes in with the files that its links lead to, without output and source", async () => {
  const { path: directory, data } = makeRunDirectory();
  symlinkSync(
    path.join(data, "CHEM_INPUTS/Olson_Land_Map_201203/Olson_2001_Drydep_Inputs.nc"),
    path.join(directory, "linked.nc"),
  );
  symlinkSync("/nonexistent", path.join(directory, "CodeDir"));
  const entries = await runDirectoryEntries(directory);
  const paths = entries.map((entry) => entry.path.replace("opt/geos-chem/rundir/", ""));
  expect(paths).toEqual(
    expect.arrayContaining([
      "geoschem_config.yml",
      "Restarts",
      "Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    ]),
  );
  expect(entries.find((entry) => entry.path.endsWith("linked.nc"))).toMatchObject({
    file: expect.stringContaining("Olson_2001_Drydep_Inputs.nc") as string,
  });
  for (const gone of ["OutputDir", "CodeDir", "gcclassic", "gcclassic_timers.json"])
    expect(paths.some((each) => each.startsWith(gone))).toBe(false);
});

test("a link that leads nowhere is an error, not a file that is missing later", async () => {
  const { path: directory } = makeRunDirectory();
  symlinkSync("/nonexistent/restart.nc4", path.join(directory, "Restarts/b.nc4"));
  await expect(runDirectoryEntries(directory)).rejects.toThrow(
    /Restarts\/b\.nc4 is a link that leads nowhere/,
  );
});

test("an executable for the other architecture is refused", async () => {
  const { path: directory } = makeRunDirectory();
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46);
  header.writeUInt16LE(0x3e, 18);
  const executable = path.join(directory, "gcclassic");
  writeFileSync(executable, header);
  await expect(checkGivenModel({ executable }, "arm64")).rejects.toThrow(/is compiled for x86_64/);
  expect(await checkGivenModel({ executable }, "amd64")).toMatchObject({ executable });
});

test.each([
  [{ runDirectory: "/nonexistent" }, /no geoschem_config\.yml/],
  [{ executable: "/nonexistent" }, /no executable at \/nonexistent/],
])("%j is refused", async (given, message) => {
  await expect(checkGivenModel(given, "arm64")).rejects.toThrow(message);
});
