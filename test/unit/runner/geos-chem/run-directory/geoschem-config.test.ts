import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  geoschemDate,
  geoschemValue,
  isNested,
  moveGeoschemPaths,
  setDates,
  setRootDataDirectory,
  setTimersOn,
} from "../../../../../runner/geos-chem/run-directory/geoschem-config.ts";
import { changed } from "../support/changed-lines.ts";
import { geoschemConfig } from "../support/texts.ts";

const config = geoschemConfig("/data/ExtData");
const at = (text: string) => new Date(`${text}Z`);

test.each([
  [
    setDates(config, at("2019-07-01T00:00"), at("2019-07-01T06:00")),
    config,
    ["  start_date: [20190701, 000000]", "  end_date: [20190701, 060000]"],
  ],
  [setTimersOn(config), config, ["  use_gcclassic_timers: true   # off by default"]],
  [setRootDataDirectory(config, "/x y"), config, ["  root_data_dir: /x y"]],
])("an edit changes its own lines only (%#)", (after, before, lines) => {
  expect(changed(before, after)).toEqual(lines);
});

test("edits are repeatable, and quotes are no part of a value", () => {
  const once = setTimersOn(setDates(config, at("2019-07-01T00:00"), at("2019-07-02T00:00")));
  expect(setTimersOn(setDates(once, at("2019-07-01T00:00"), at("2019-07-02T00:00")))).toBe(once);
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
  ["2 lines", () => setTimersOn(config.replace("\ngrid:", "  use_gcclassic_timers: false\ngrid:"))],
  ["no value", () => geoschemValue("simulation:\n  name:\n", "name")],
  ["no value", () => geoschemValue("simulation:\n  name: ${RUNDIR_SIM_NAME}\n", "name")],
  ["not a date", () => geoschemDate("simulation:\n  start_date: [2019, 1]\n", "start_date")],
  ["not a date", () => geoschemDate("simulation:\n  start_date: [20191301, 000000]\n", "start_date")],
])("a line that is not there is named: %s", (message, edit) => {
  expect(edit).toThrow(message);
  expect(edit).toThrow(expect.objectContaining({ code: "run-directory-not-suitable" }));
});

test("any dates survive being written and any other line stays", () => {
  const date = fc.date({ min: at("1980-01-01T00:00"), max: at("2099-12-31T23:59"), noInvalidDate: true });
  fc.assert(
    fc.property(date, date, (start, end) => {
      const edited = setDates(config, start, end);
      const digits = (of: Date) => of.toISOString().replaceAll(/\D/g, "").slice(0, 14);
      expect(geoschemValue(edited, "start_date").replaceAll(/\D/g, "")).toBe(digits(start));
      expect(geoschemValue(edited, "end_date").replaceAll(/\D/g, "")).toBe(digits(end));
      expect(geoschemDate(edited, "end_date").getTime()).toBe(Math.floor(end.getTime() / 1000) * 1000);
      expect(changed(config, edited).every((line) => /^ {2}(start|end)_date: /.test(line))).toBe(true);
    }),
  );
});

test.each([
  ["    activate: true", true],
  ["    activate: true   # nested", true],
  ["    activate: false", false],
  ["    buffer_zone_NSEW: [0, 0, 0, 0]\n    activate: true", true],
  ["\n    # of ours\n    activate: True", true],
  ["    # activate: true\n    activate: false", false],
])("nested_grid_simulation with %j", (lines, nested) => {
  const grid = `grid:\n  resolution: 0.25x0.3125\n  nested_grid_simulation:\n${lines}\n`;
  expect(isNested(`${grid}operations:\n  chemistry:\n    activate: true\n`)).toBe(nested);
});

test("keys are found in their sections, however deep these are indented", () => {
  const deeper = config.replaceAll(/^ +/gm, (blanks) => blanks.repeat(2));
  expect(geoschemValue(deeper, "name")).toBe("TransportTracers");
  expect(changed(deeper, setTimersOn(deeper))).toEqual(["    use_gcclassic_timers: true   # off by default"]);
  expect(geoschemValue(`other:\n  name: not this\n${config}`, "name")).toBe("TransportTracers");
});

test("a time of day is a number, as to the model", () => {
  const of = (date: string) => geoschemDate(`simulation:\n  start_date: ${date}\n`, "start_date");
  expect(of("[20190101, 0]")).toEqual(at("2019-01-01T00:00"));
  expect(of("[ 20190101 ,63000 ]  # half past six")).toEqual(at("2019-01-01T06:30"));
});

test("a switch of another section is none of the grid's", () => {
  expect(isNested(`${config}  chemistry:\n    activate: true\n`)).toBe(false);
});

test("every input path moves with the data, whatever its key; output comes back into the run directory", () => {
  const text = `operations:
  photolysis:
    input_dir: /data/ExtData/CHEM_INPUTS/FAST_JX/v2021-10/
    cloud-j:
      cloudj_input_dir: "/data/ExtData//CHEM_INPUTS/CLOUD_J/v2025-01/"   # since 14.7
    fast-jx:
      fastjx_input_dir: /home/me/FAST_JX/
aerosols:
  optics:
    input_dir: /data/ExtData/CHEM_INPUTS/Aerosol_Optics/v2025-03
  files:
    - /data/ExtData/list.yml
    - ./species_database.yml
  tables: [/data/ExtData/a.dat, "/data/ExtData/b.dat"]   # of /data/ExtData
extra_diagnostics:
  obspack:
    output_file: /home/me/GEOSChem.ObsPack.YYYYMMDD_hhmmz.nc4
    input_file: ../ExtData/obspack.nc
`;
  const moved = moveGeoschemPaths(text, {
    base: "/data/run",
    from: "/data/ExtData/",
    to: "/scratch/ExtData",
  });
  expect(changed(text, moved.text)).toEqual([
    "    input_dir: /scratch/ExtData/CHEM_INPUTS/FAST_JX/v2021-10/",
    '      cloudj_input_dir: "/scratch/ExtData/CHEM_INPUTS/CLOUD_J/v2025-01/"   # since 14.7',
    "    input_dir: /scratch/ExtData/CHEM_INPUTS/Aerosol_Optics/v2025-03",
    "    - /scratch/ExtData/list.yml",
    '  tables: [/scratch/ExtData/a.dat, "/scratch/ExtData/b.dat"]   # of /data/ExtData',
    "    output_file: ./OutputDir/GEOSChem.ObsPack.YYYYMMDD_hhmmz.nc4",
    "    input_file: /scratch/ExtData/obspack.nc",
  ]);
  expect(moved.kept).toEqual(["fastjx_input_dir /home/me/FAST_JX/"]);
});
