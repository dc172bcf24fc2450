import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  geoschemValue,
  setDates,
  setRootDataDirectory,
  setTimersOn,
} from "../../../../../runner/geos-chem/run-directory/geoschem-config.ts";
import { moveRoots, tolerateRestart } from "../../../../../runner/geos-chem/run-directory/hemco-config.ts";
import {
  activeCollections,
  fitHistory,
  outputPrefix,
  restartPath,
} from "../../../../../runner/geos-chem/run-directory/history-config.ts";
import { geoschemConfig, hemcoConfig, history } from "../support/texts.ts";

const config = geoschemConfig("/data/ExtData");
const hemco = hemcoConfig("/data/ExtData");
const at = (text: string) => new Date(`${text}Z`);

/** Lines of `after` that are not those of `before`, in order. */
function changed(before: string, after: string): string[] {
  const old = before.split("\n");
  const now = after.split("\n");
  expect(now).toHaveLength(old.length);
  return now.filter((line, index) => line !== old[index]);
}

test.each([
  [
    setDates(config, at("2019-07-01T00:00"), at("2019-07-01T06:00")),
    config,
    ["  start_date: [20190701, 000000]", "  end_date: [20190701, 060000]"],
  ],
  [setTimersOn(config), config, ["  use_gcclassic_timers: true   # off by default"]],
  [setRootDataDirectory(config, "/x y"), config, ["  root_data_dir: /x y"]],
  [
    tolerateRestart(hemco),
    hemco,
    [
      "* SPC_           ./Restarts/GEOSChem.Restart.$YYYY$MM$DD_$HH$MNz.nc4 SpeciesRst_?ALL?    $YYYY/$MM/$DD/$HH CYS xyz 1 * - 1 1",
    ],
  ],
  [
    moveRoots(hemco, "HEMCO_Config.rc", "/data/ExtData", "/scratch"),
    hemco,
    ["ROOT:                        /scratch/HEMCO", "METDIR:                      /scratch/GEOS_4x5/MERRA2"],
  ],
  [
    moveRoots(hemco, "HEMCO_Config.rc", "/elsewhere", "/scratch"),
    hemco,
    ["ROOT:                        /scratch/HEMCO", "METDIR:                      /scratch/GEOS_4x5/MERRA2"],
  ],
])("an edit changes its own lines only (%#)", (after, before, lines) => {
  expect(changed(before, after)).toEqual(lines);
});

test("a directory that is relative to another moves with it", () => {
  const relative = hemco.replace("/data/ExtData/GEOS_4x5", "$ROOT/../GEOS_4x5");
  expect(changed(relative, moveRoots(relative, "HEMCO_Config.rc", "/data/ExtData", "/scratch"))).toEqual([
    "ROOT:                        /scratch/HEMCO",
  ]);
});

test("edits are repeatable, and keep Windows line ends and quotes", () => {
  const once = setTimersOn(setDates(config, at("2019-07-01T00:00"), at("2019-07-02T00:00")));
  expect(setTimersOn(setDates(once, at("2019-07-01T00:00"), at("2019-07-02T00:00")))).toBe(once);
  expect(tolerateRestart(tolerateRestart(hemco))).toBe(tolerateRestart(hemco));
  expect(setTimersOn(config.replaceAll("\n", "\r\n"))).toContain(
    "use_gcclassic_timers: true   # off by default\r\n",
  );
  expect(
    geoschemValue(config.replace("name: Tra", 'name: "Tra').replace("Tracers\n", 'Tracers"\n'), "name"),
  ).toBe("TransportTracers");
});

test.each([
  ["use_gcclassic_timers", () => setTimersOn(config.replace(/.*timers.*\n/, ""))],
  [
    "start_date",
    () => setDates(config.replace("  start_date: [2019", "start: [2019"), new Date(), new Date()),
  ],
  ["2 lines", () => setTimersOn(`${config}\n  use_gcclassic_timers: false`)],
  ["SPC_", () => tolerateRestart(hemco.replace("* SPC_", "# SPC_"))],
  ["SPC_", () => tolerateRestart(hemco.replace("EFYO", "RFY"))],
  ["METDIR", () => moveRoots(hemco.replace("METDIR", "MET"), "HEMCO_Config.rc", "/a", "/b")],
  ["neither below", () => moveRoots(hemco.replaceAll("ExtData", "Data"), "HEMCO_Config.rc", "/a", "/b")],
  ["no value", () => geoschemValue("simulation:\n  name:\n", "name")],
  ["no value", () => geoschemValue("simulation:\n  name: ${RUNDIR_SIM_NAME}\n", "name")],
  ["COLLECTIONS", () => activeCollections("COLLECTIONS: 'Restart',\n")],
  [
    "Restart collection is switched off",
    () => fitHistory(history.replace("'Restart',", "#"), new Date(), new Date()),
  ],
  [
    "SpeciesConc.frequency",
    () => fitHistory(history.replace("SpeciesConc.frequency", "x"), new Date(), new Date()),
  ],
  [
    "not an interval",
    () =>
      fitHistory(
        history.replace("SpeciesConc.frequency:      00000100", "SpeciesConc.frequency: x"),
        new Date(),
        new Date(),
      ),
  ],
])("a line that is not there is named: %s", (message, edit) => {
  expect(edit).toThrow(message);
  expect(edit).toThrow(expect.objectContaining({ code: "run-directory-not-suitable" }));
});

test("HISTORY.rc: what is active, where it goes", () => {
  expect(activeCollections(history)).toEqual(["Restart", "SpeciesConc"]);
  expect(outputPrefix(history)).toEqual({ directory: "OutputDir", name: "GEOSChem" });
  expect(outputPrefix("EXPID: ./GEOSChem\n")).toEqual({ directory: ".", name: "GEOSChem" });
  expect(restartPath(history, at("2019-01-02T06:30"))).toBe("Restarts/GEOSChem.Restart.20190102_0630z.nc4");
});

test.each([
  ["00000100 000000", "2019-01-01", "2019-01-31T23:00", true],
  ["00000100 000000", "2019-01-01", "2019-02-01T00:00", false],
  ["00000001 000000", "2019-01-01", "2019-01-01T23:00", true],
  ["00000001 000000", "2019-01-01", "2019-01-02T00:00", false],
  ["00000000 010000", "2019-01-01", "2019-01-01T01:00", false],
  ["010000", "2019-01-01", "2019-01-01T01:00", false],
  ["'End'", "2019-01-01", "2019-01-01T01:00", false],
])(
  "a collection of every %s in a run from %s to %s is written at the end: %s",
  (frequency, start, end, atEnd) => {
    const given = history.replace(
      "SpeciesConc.frequency:      00000100 000000",
      `SpeciesConc.frequency:      ${frequency}`,
    );
    const lines = changed(given, fitHistory(given, at(`${start}T00:00`), at(end)));
    const restart = ["  Restart.frequency:          'End'", "  Restart.duration:           'End'"];
    const species = ["  SpeciesConc.frequency:      'End'", "  SpeciesConc.duration:       'End'"];
    expect(lines).toEqual(atEnd ? [...restart, ...species] : restart);
  },
);

test("any dates survive being written and any other line stays", () => {
  const date = fc.date({ min: at("1980-01-01T00:00"), max: at("2099-12-31T23:59"), noInvalidDate: true });
  fc.assert(
    fc.property(date, date, (start, end) => {
      const edited = setDates(config, start, end);
      const digits = (of: Date) => of.toISOString().replaceAll(/\D/g, "").slice(0, 14);
      expect(geoschemValue(edited, "start_date").replaceAll(/\D/g, "")).toBe(digits(start));
      expect(geoschemValue(edited, "end_date").replaceAll(/\D/g, "")).toBe(digits(end));
      expect(changed(config, edited).every((line) => /^ {2}(start|end)_date: /.test(line))).toBe(true);
    }),
  );
});
