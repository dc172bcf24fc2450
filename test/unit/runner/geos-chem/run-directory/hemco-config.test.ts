import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  hemcoLogfile,
  hemcoSetting,
  keepHemcoOutput,
  moveHemcoPaths,
  readHemcoFiles,
  tolerateRestart,
} from "../../../../../runner/geos-chem/run-directory/hemco-config.ts";
import { temporaryDirectory } from "../../support/ports.ts";
import { changed } from "../support/changed-lines.ts";
import { hemcoConfig } from "../support/texts.ts";

const hemco = hemcoConfig("/data/ExtData");
const name = "HEMCO_Config.rc";
const files = (text: string) => new Map([[name, text]]);
const move = { base: "/run", from: "/data/ExtData", to: "/scratch" };
const moved = (text: string, more: Partial<typeof move> = {}) =>
  moveHemcoPaths(files(text), { ...move, ...more });
const textOf = (of: ReadonlyMap<string, string>) => of.get(name) ?? "";

const spc = (flag: string) =>
  `* SPC_           ./Restarts/GEOSChem.Restart.$YYYY$MM$DD_$HH$MNz.nc4 SpeciesRst_?ALL?    $YYYY/$MM/$DD/$HH ${flag} xyz 1 * - 1 1`;

test.each([
  [tolerateRestart(files(hemco)), [spc("CYS")]],
  [
    moved(hemco).files,
    ["ROOT:                        /scratch/HEMCO", "METDIR:                      /scratch/GEOS_4x5/MERRA2"],
  ],
  [
    moved(hemco, { from: "/elsewhere" }).files,
    ["ROOT:                        /scratch/HEMCO", "METDIR:                      /scratch/GEOS_4x5/MERRA2"],
  ],
])("an edit changes its own lines only (%#)", (after, lines) => {
  expect(changed(hemco, textOf(after))).toEqual(lines);
});

test.each(["EFYO", "EFY", "EY", "CYS", "C", "EC", "RFY", "RFY3", "RY", "R", "A", "I"])(
  "the restart's time flag %s is made tolerant",
  (flag) => {
    const given = hemco.replace("EFYO", flag);
    expect(textOf(tolerateRestart(files(given)))).toContain(spc("CYS"));
  },
);

test("tolerance is repeatable", () => {
  const once = tolerateRestart(files(hemco));
  expect(tolerateRestart(once)).toEqual(once);
});

test("a directory that is relative to another moves with it", () => {
  const relative = hemco.replace("/data/ExtData/GEOS_4x5", "$ROOT/../GEOS_4x5");
  expect(changed(relative, textOf(moved(relative).files))).toEqual([
    "ROOT:                        /scratch/HEMCO",
  ]);
});

test.each([
  ["SPC_", () => tolerateRestart(files(hemco.replace("* SPC_", "# SPC_")))],
  ["SPC_", () => tolerateRestart(files(hemco.replace("EFYO", "-")))],
  ["SPC_", () => tolerateRestart(new Map([...files(hemco), ["other.rc", hemco]]))],
  ["METDIR", () => moved(hemco.replace("METDIR", "MET"))],
  ["neither below", () => moved(hemco.replaceAll("ExtData", "Data"), { from: "/a", to: "/b" })],
])("a line that is not there is named: %s", (message, edit) => {
  expect(edit).toThrow(message);
  expect(edit).toThrow(expect.objectContaining({ code: "run-directory-not-suitable" }));
});

test("METDIR is changed where it stands, and paths are compared as paths", () => {
  const met = "ROOT:     /data/ExtData//HEMCO\nMETDIR:   /data/ExtData//GEOS_2x2.5/MERRA2/\n";
  const main = `ROOT: /data/ExtData/HEMCO/\nMine: /home/me/input\nSeparator:                   /\n`;
  const { files: after, kept } = moveHemcoPaths(
    new Map([
      [name, main],
      ["HEMCO_Config.rc.gmao_metfields", met],
    ]),
    { base: "/run", from: "/data/./ExtData/", to: "/scratch" },
  );
  expect(after.get("HEMCO_Config.rc.gmao_metfields")).toBe(
    "ROOT:     /scratch/HEMCO\nMETDIR:   /scratch/GEOS_2x2.5/MERRA2/\n",
  );
  expect(textOf(after)).toBe("ROOT: /scratch/HEMCO/\nMine: /home/me/input\nSeparator:                   /\n");
  expect(kept).toEqual(["Mine /home/me/input"]);
});

test("settings may have blanks or tabs around their colon", () => {
  const spaced = hemco.replace("ROOT:", "ROOT\t:\t").replace("METDIR:", "  METDIR :");
  expect(changed(spaced, textOf(moved(spaced).files))).toEqual([
    "ROOT\t:\t                        /scratch/HEMCO",
    "  METDIR :                      /scratch/GEOS_4x5/MERRA2",
  ]);
  expect(hemcoSetting(files("Logfile\t: HEMCO.log\n"), "Logfile")).toBe("HEMCO.log");
});

test("where METDIR is in a file outside the run directory, that file is named", () => {
  const outside = "ROOT: /data/ExtData/HEMCO\n>>>include /home/me/HEMCO_Config.rc.metfields\n";
  expect(() => moved(outside)).toThrow(
    expect.objectContaining({
      hint: expect.stringContaining("/home/me/HEMCO_Config.rc.metfields") as string,
    }),
  );
});

test("an entry with a path of its own moves too; comments stay", () => {
  const own = `${hemco}# see /data/ExtData/README\n0 MINE /data/ExtData/HEMCO/MINE/$YYYY/a.nc NO 2019/1/1/0 C xy kg/m2/s NO - 1 1\n`;
  const lines = changed(own, textOf(moved(own).files));
  expect(lines[2]).toBe("0 MINE /scratch/HEMCO/MINE/$YYYY/a.nc NO 2019/1/1/0 C xy kg/m2/s NO - 1 1");
  expect(lines).toHaveLength(3);
});

test("data that stays where it is needs neither METDIR nor a directory ExtData", () => {
  const own = "ROOT: /data/HEMCO\nMETDIR: /elsewhere/MERRA2\n";
  expect(textOf(moved(own, { from: "/data/", to: "/data" }).files)).toBe(own);
});

test("included files are followed, from included files too, and only within the run directory", async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, "config"));
  const write = (path: string, text: string) => writeFileSync(join(directory, path), text);
  write(
    name,
    "# >>>include no.rc\n(((METEOROLOGY\n>>>include ./met.rc\n)))METEOROLOGY\n>>>include /etc/hostname\n",
  );
  write("met.rc", "  >>>include config/inner.rc\n>>>include not-there.rc\n>>>include met.rc\n");
  write("config/inner.rc", "METDIR: /x\n");
  write("no.rc", "never read");
  const read = await readHemcoFiles(directory, (file) => readFile(join(directory, file), "utf8"));
  expect([...read.keys()]).toEqual([name, "met.rc", "config/inner.rc"]);
  expect(hemcoSetting(read, "METDIR")).toBe("/x");
});

test.each([
  ["Logfile:                     HEMCO_b01.log", "HEMCO_b01.log"],
  ["Logfile: ./logs/HEMCO.log   # ours", "logs/HEMCO.log"],
  ["Logfile:                     *", undefined],
  ["Logfile:  /home/me/HEMCO.log", "HEMCO.log"],
  ["# Logfile: x", undefined],
])("HEMCO's own log by %j", (line, path) => {
  expect(hemcoLogfile(keepHemcoOutput(files(`${line}\n`)))).toBe(path);
});

test("diagnostics stay in the run directory", () => {
  const given = "DiagnPrefix:    /home/me/results/HEMCO_diagnostics\nDiagnFreq: Monthly\n";
  expect(textOf(keepHemcoOutput(files(given)))).toBe(
    "DiagnPrefix:    ./OutputDir/HEMCO_diagnostics\nDiagnFreq: Monthly\n",
  );
  const relative = "DiagnPrefix: OutputDir/Baseline/HEMCO_diagnostics\n";
  expect(textOf(keepHemcoOutput(files(relative)))).toBe(relative);
});
