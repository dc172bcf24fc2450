import { expect, test } from "vitest";
import {
  activeCollections,
  collectionPrefix,
  fitHistory,
  keepHistoryOutput,
  outputPrefix,
  restartPath,
} from "../../../../../runner/geos-chem/run-directory/history-config.ts";
import { changed } from "../support/changed-lines.ts";
import { history } from "../support/texts.ts";

const at = (text: string) => new Date(`${text}Z`);

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
  ["'end'", "2019-01-01", "2019-01-01T01:00", true],
  ['"00000100 000000"', "2019-01-01", "2019-01-02T00:00", true],
  ["\t00000001 000000\t# daily", "2019-01-01", "2019-01-02T00:00", false],
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

test.each([
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

test.each([
  ["COLLECTIONS: 'Restart', 'Metrics', 'SpeciesConc',\n::\n", ["Restart", "Metrics", "SpeciesConc"]],
  ["COLLECTIONS: 'Restart',   # always\n  'A', #'B',\n  ##'C',\n  'D'\n::\n", ["Restart", "A", "D"]],
  ["COLLECTIONS:\n\t'Restart',\n::\n", ["Restart"]],
  ["COLLECTIONS: 'Restart' ,\n 'SpeciesConc' ,\n  ::\n", ["Restart", "SpeciesConc"]],
  ['  COLLECTIONS:\t"Restart",\t"A"\n::\n', ["Restart", "A"]],
  ["COLLECTIONS: Restart, A\n::\n", ["Restart", "A"]],
])("the list of %j", (text, collections) => {
  expect(activeCollections(text)).toEqual(collections);
});

test("comments and commas after a frequency are kept", () => {
  const given = history
    .replace(
      "SpeciesConc.frequency:      00000100 000000",
      "SpeciesConc.frequency:      00000000 010000   # hourly",
    )
    .replace(
      "Restart.frequency:          00000100 000000",
      "Restart.frequency:          00000100 000000,  # monthly",
    );
  expect(changed(given, fitHistory(given, at("2019-01-01T00:00"), at("2019-01-02T00:00")))).toEqual([
    "  Restart.frequency:          'End',  # monthly",
    "  Restart.duration:           'End'",
  ]);
});

test("a collection without a duration keeps to its interval", () => {
  const given = history.replace(/.*SpeciesConc\.duration.*\n/, "");
  const after = fitHistory(given, at("2019-01-01T00:00"), at("2019-01-02T00:00"));
  expect(changed(given, after)).toContain("  SpeciesConc.frequency:      'End'");
});

test("collections and restart files go where HISTORY.rc says", () => {
  const given = history
    .replace("EXPID:  ./OutputDir/GEOSChem", "EXPID:  OutputDir/Baseline/GEOSChem")
    .replace("'./Restarts/GEOSChem.Restart", "'./Restarts/Baseline/GEOSChem.Restart");
  expect(collectionPrefix(given, "SpeciesConc")).toEqual({
    directory: "OutputDir/Baseline",
    name: "GEOSChem.SpeciesConc.",
  });
  expect(restartPath(given, at("2019-01-02T06:30"))).toBe(
    "Restarts/Baseline/GEOSChem.Restart.20190102_0630z.nc4",
  );
  const own = `${history}  Budget.filename: 'budget/B.%y4%m2%d2.nc4',\n`;
  expect(collectionPrefix(own, "Budget")).toEqual({ directory: "budget", name: "B." });
  const seconds = history.replace("%y4%m2%d2_%h2%n2z", "%y4-%m2-%d2_%h2%n2%s2");
  expect(restartPath(seconds, at("2019-01-02T06:30"))).toBe(
    "Restarts/GEOSChem.Restart.2019-01-02_063000.nc4",
  );
  const template = history.replace(
    "Restart.filename:           './Restarts/GEOSChem.Restart.",
    "Restart.template: '",
  );
  expect(restartPath(template, at("2019-01-02T06:30"))).toBe("OutputDir/GEOSChem.Restart.20190102_0630z.nc4");
});

test("output that would leave the run directory comes back into it", () => {
  const given = history
    .replace("./OutputDir/GEOSChem", "/home/me/results/GEOSChem")
    .replace("'./Restarts/GEOSChem", "'../Restarts/GEOSChem");
  expect(changed(given, keepHistoryOutput(given))).toEqual([
    "EXPID:  ./OutputDir/GEOSChem",
    "  Restart.filename:           './Restarts/GEOSChem.Restart.%y4%m2%d2_%h2%n2z.nc4',",
  ]);
  expect(keepHistoryOutput(history)).toBe(history);
});
