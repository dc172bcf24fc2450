import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyRunDirectory } from "../../../../../runner/geos-chem/run-directory/copy-run-directory.ts";
import { runOutput } from "../../../../../runner/geos-chem/run-directory/run-output.ts";
import { temporaryDirectory } from "../../support/ports.ts";
import { write } from "../support/run-directory.ts";
import { history } from "../support/texts.ts";

const options = runOutput(history, new Map(), new Date("2019-01-02T00:00Z"));

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

test("output in a folder of a folder, of other experiments and of HEMCO is not copied into each run", async () => {
  const root = temporaryDirectory();
  const [from, to] = [join(root, "from"), join(root, "to")];
  const kept = ["Restarts/Baseline/GEOSChem.Restart.20190101_0000z.nc4", "input/a.nc", "Restarts/other.nc4"];
  const left = [
    "OutputDir/Baseline/GEOSChem.SpeciesConc.20190101_0000z.nc4",
    "OutputDir/Rockets/GEOSChem.SpeciesConc.20190101_0000z.nc4",
    "Restarts/Baseline/GEOSChem.Restart.20190102_0000z.nc4",
    "HEMCO_diagnostics.201901010000.nc",
    "HEMCO_b01.log",
  ];
  for (const name of [...kept, ...left]) write(join(from, name));
  const own = history
    .replace("./OutputDir/GEOSChem", "OutputDir/Baseline/GEOSChem")
    .replace("./Restarts/GEOSChem", "./Restarts/Baseline/GEOSChem");
  const hemco = new Map([["HEMCO_Config.rc", "Logfile: HEMCO_b01.log\nDiagnPrefix: ./HEMCO_diagnostics\n"]]);
  await copyRunDirectory(from, to, runOutput(own, hemco, new Date("2019-01-02T00:00Z")));
  expect(kept.filter((name) => existsSync(join(to, name)))).toEqual(kept);
  expect(left.filter((name) => existsSync(join(to, name)))).toEqual([]);
  expect(existsSync(join(to, "OutputDir/Baseline"))).toBe(true);
});

test("output beside the configuration is told from restart files there", async () => {
  const root = temporaryDirectory();
  const [from, to] = [join(root, "from"), join(root, "to")];
  for (const name of [
    "GEOSChem.SpeciesConc.20190101_0000z.nc4",
    "GEOSChem.Restart.20190101_0000z.nc4",
    "GEOSChem.Restart.20190102_0000z.nc4",
    "GEOSChem_notes.txt",
  ]) {
    write(join(from, name));
  }
  const own = history
    .replace("./OutputDir/GEOSChem", "./GEOSChem")
    .replace("./Restarts/GEOSChem", "./GEOSChem");
  await copyRunDirectory(from, to, runOutput(own, new Map(), new Date("2019-01-02T00:00Z")));
  expect(readdirSync(to).sort()).toEqual([
    "GEOSChem.Restart.20190101_0000z.nc4",
    "GEOSChem_notes.txt",
    "OutputDir",
    "Restarts",
  ]);
});

test("a linked folder below the restart files' is the copy's own, too", async () => {
  const root = temporaryDirectory();
  const [from, to] = [join(root, "from"), join(root, "to")];
  write(join(root, "shared/Baseline/GEOSChem.Restart.20190101_0000z.nc4"), "restart");
  write(join(from, "HISTORY.rc"));
  symlinkSync("../shared", join(from, "Restarts"));
  const own = history.replace("./Restarts/GEOSChem", "./Restarts/Baseline/GEOSChem");
  await copyRunDirectory(from, to, runOutput(own, new Map(), new Date("2019-01-02T00:00Z")));
  write(join(to, "Restarts/Baseline/GEOSChem.Restart.20190102_0000z.nc4"));
  expect(readdirSync(join(root, "shared/Baseline"))).toEqual(["GEOSChem.Restart.20190101_0000z.nc4"]);
  expect(readFileSync(join(to, "Restarts/Baseline/GEOSChem.Restart.20190101_0000z.nc4"), "utf8")).toBe(
    "restart",
  );
});

test("a link that leads out of what a job sees is named", async () => {
  const root = temporaryDirectory();
  const from = join(root, "from");
  write(join(from, "HISTORY.rc"));
  symlinkSync("../not-mounted", join(from, "Restarts"));
  const output = runOutput(history, new Map(), new Date("2019-01-02T00:00Z"));
  await expect(copyRunDirectory(from, join(root, "to"), output)).rejects.toMatchObject({
    code: "run-directory-not-copied",
    hint: expect.stringContaining(`${join(from, "Restarts")} is a link that leads nowhere here`) as string,
  });
});
