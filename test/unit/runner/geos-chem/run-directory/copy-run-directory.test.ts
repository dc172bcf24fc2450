import { existsSync, lstatSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyRunDirectory } from "../../../../../runner/geos-chem/run-directory/copy-run-directory.ts";
import { temporaryDirectory } from "../../support/ports.ts";
import { write } from "../support/run-directory.ts";

const options = { outputDirectory: "OutputDir", written: ["Restarts/GEOSChem.Restart.20190102_0000z.nc4"] };

test("everything is copied but what runs write and what no run needs", async () => {
  const root = temporaryDirectory();
  const [from, to] = [join(root, "from"), join(root, "to")];
  for (const name of [
    "HISTORY.rc",
    "nested/a.txt",
    "build/CMakeCache.txt",
    ".git/HEAD",
    "gcclassic_timers.json",
    "nested/build/kept",
    "OutputDir/GEOSChem.SpeciesConc.20190101_0000z.nc4",
    "OutputDir/old/b.nc4",
    "Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    "Restarts/GEOSChem.Restart.20190102_0000z.nc4",
  ]) {
    write(join(from, name), name);
  }
  symlinkSync("HISTORY.rc", join(from, "link"));
  await copyRunDirectory(from, to, options);
  const there = (name: string) => existsSync(join(to, name));
  expect(["HISTORY.rc", "nested/a.txt", "nested/build/kept", "OutputDir", "link"].map(there)).not.toContain(
    false,
  );
  expect(there("Restarts/GEOSChem.Restart.20190101_0000z.nc4")).toBe(true);
  expect(
    [
      "build",
      ".git",
      "gcclassic_timers.json",
      "OutputDir/GEOSChem.SpeciesConc.20190101_0000z.nc4",
      "OutputDir/old",
      "Restarts/GEOSChem.Restart.20190102_0000z.nc4",
    ].map(there),
  ).not.toContain(true);
});

test("links for output and restart files do not lead back to the original", async () => {
  const root = temporaryDirectory();
  const [from, to] = [join(root, "from"), join(root, "to")];
  write(join(from, "HISTORY.rc"));
  write(join(root, "shared/GEOSChem.Restart.20190101_0000z.nc4"), "restart");
  write(join(root, "shared/GEOSChem.Restart.20190102_0000z.nc4"));
  symlinkSync("../shared", join(from, "Restarts"));
  symlinkSync("../shared", join(from, "OutputDir"));
  await copyRunDirectory(from, to, options);
  for (const name of ["Restarts", "OutputDir"]) {
    expect(lstatSync(join(to, name)).isDirectory()).toBe(true);
    write(join(to, name, "new.nc4"));
  }
  expect(existsSync(join(root, "shared/new.nc4"))).toBe(false);
  const restart = join(to, "Restarts/GEOSChem.Restart.20190101_0000z.nc4");
  expect(readFileSync(restart, "utf8")).toBe("restart");
  expect(readlinkSync(restart)).toBe(join(root, "shared/GEOSChem.Restart.20190101_0000z.nc4"));
  expect(existsSync(join(to, "Restarts/GEOSChem.Restart.20190102_0000z.nc4"))).toBe(false);
});

test("a copy that cannot be made is explained and leaves nothing", async () => {
  const root = temporaryDirectory();
  await expect(copyRunDirectory(join(root, "none"), join(root, "to"), options)).rejects.toMatchObject({
    code: "run-directory-not-copied",
  });
  expect(existsSync(join(root, "to"))).toBe(false);
});
