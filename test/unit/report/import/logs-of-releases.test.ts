import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readTimers } from "../../../../contract/model-log/read-timers.ts";
import { readLog } from "../../../../report/import/read-log.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/**
 * Logs of whole runs in the forms that releases 12 to 14 print (geos-chem#91, #151, #240, #829, #1649, #2344, #2788, #3004): content of
 * our own, three steps each.
 */
interface Form {
  readonly name: string;
  readonly version: string;
  /** input.geos until 13, geoschem_config.yml since 14. */
  readonly config?: "input.geos" | "geoschem_config.yml";
  readonly compiler?: string;
  readonly simulation?: string;
  readonly met?: string;
  readonly resolution?: string;
  /** Longitudes, latitudes, levels; a log need not have them. */
  readonly grid?: readonly [nlon: string, nlat: string, levels: string];
  readonly nested?: string;
  /** Since 14.0 a line of a step has no hours. */
  readonly hours?: boolean | "overflowed";
  readonly stepMinutes?: number;
  readonly timers?: readonly string[];
  readonly before?: readonly string[];
  readonly between?: readonly string[];
  readonly after?: readonly string[];
  readonly lineEnd?: string;
}

const gnu = "GNU Fortran compiler (aka gfortran)";
const intel = "Intel Fortran Compiler (aka ifort)";
const timerLine = (name: string, seconds: string, clock = "00-00:00:00.000") =>
  `  ${name.padEnd(30)}:  ${clock}    ${seconds.padStart(14)}`;
const didNotRun = (name: string) => `  ${name.padEnd(30)}:  >>>>> THE TIMER DID NOT RUN <<<<<`;

function textOf(form: Form): string {
  const { config = "geoschem_config.yml", grid, stepMinutes = 10 } = form;
  const say = (name: string, value: string) => `${name.padEnd(28)}: ${value}`;
  const step = (index: number) => {
    const minute = String(index * stepMinutes).padStart(2, "0");
    const written = form.hours === "overflowed" ? "*".repeat(13) : ((index * stepMinutes) / 60).toFixed(6);
    const hours = form.hours ? `  X-HRS: ${written.padStart(13)}` : "";
    return `---> DATE: 2019/07/01  UTC: 00:${minute}${hours}`;
  };
  const lines = [
    ...(form.before ?? []),
    "*************   S T A R T I N G   G E O S - C H E M   *************",
    "",
    '===> Mode of operation         : GEOS-Chem "Classic"',
    `===> GEOS-Chem version         : ${form.version}`,
    `===> Compiler                  : ${form.compiler ?? gnu}`,
    "===> Parallelization w/ OpenMP : ON",
    "===> netCDF diagnostics        : ON",
    "",
    "===> SIMULATION START TIME: 2023/02/10 05:14 <===",
    "",
    "=".repeat(79),
    "G E O S - C H E M   U S E R   I N P U T",
    "",
    `READ_INPUT_FILE: Opening ./${config}`,
    "",
    config === "input.geos" ? "SIMULATION MENU" : "SIMULATION SETTINGS",
    "---------------",
    say("Start time of run", "20190701 000000"),
    say("End time of run", `20190701 00${String(3 * stepMinutes).padStart(2, "0")}00`),
    say("Data Directory", "/data/ExtData/"),
    say("Meteorology field", form.met ?? "MERRA2"),
    say("Simulation name", form.simulation ?? "fullchem"),
    say("Turn on GEOS-Chem timers", form.timers ? "    T" : "    F"),
    "",
    say("Grid resolution", form.resolution ?? "4.0x5.0"),
    ...(grid
      ? [say("X grid dimension", grid[0]), say("Y grid dimension", grid[1]), say("Z grid dimension", grid[2])]
      : []),
    ...(form.nested === undefined ? [] : [say("Is this a nested-grid sim?", form.nested)]),
    "",
    "********************************************",
    "* B e g i n   T i m e   S t e p p i n g !! *",
    "********************************************",
    "",
    step(0),
    "HEMCO: Opening /data/ExtData/HEMCO/a.nc",
    ...(form.between ?? []),
    step(1),
    step(2),
    "     - Creating file for Restart; reference = 20190701 003000",
    step(3),
    ...(form.timers
      ? [
          "=".repeat(79),
          "G E O S - C H E M   T I M E R S",
          " ",
          `  Timer name${" ".repeat(23)}DD-hh:mm:ss.SSS     Total Seconds`,
          "-".repeat(79),
          ...form.timers,
          " ",
        ]
      : []),
    "",
    "===> SIMULATION END TIME: 2023/02/10 06:44 <===",
    "",
    "**************   E N D   O F   G E O S -- C H E M   **************",
    ...(form.after ?? []),
  ];
  return `${lines.join(form.lineEnd ?? "\n")}${form.lineEnd ?? "\n"}`;
}

interface Expected {
  readonly levels?: number;
  readonly nested?: boolean;
  readonly timers?: Readonly<Record<string, number | null>>;
  readonly elapsedSeconds?: number;
}

const old = [
  timerLine("GEOS-Chem", "1016.312", "00-00:16:56.312"),
  timerLine("Initialization", "12.159"),
  timerLine("=> FlexChem", "36.656"),
  timerLine("-> FlexChem loop", "400.000"),
  timerLine("=> FAST-JX photolysis", "8.500"),
  didNotRun("=> Strat chem"),
  timerLine("All diagnostics", "4.250"),
];
const current = [
  timerLine("GEOS-Chem", "3657.828", "00-01:00:57.828"),
  timerLine("HEMCO", "345.500"),
  timerLine("=> Gas-phase chem", "1566.250"),
  didNotRun("=> Linearized chem"),
];

const forms: readonly (readonly [Form, Expected])[] = [
  [
    { name: "12.9.3, timers of its time", version: "12.9.3", config: "input.geos", hours: true, timers: old },
    {
      timers: {
        "GEOS-Chem": 1016.312,
        "=> Gas-phase chem": 36.656,
        "=> Photolysis": 8.5,
        "=> Linearized chem": null,
        Diagnostics: 4.25,
      },
    },
  ],
  [
    {
      name: "12.6.0 with a simulation called benchmark, meteorology in small letters",
      version: "12.6.0",
      config: "input.geos",
      hours: true,
      simulation: "benchmark",
      met: "geosfp",
      compiler: intel,
    },
    {},
  ],
  [
    {
      name: "13.1.0, CH4, its grid in the log",
      version: "13.1.0",
      config: "input.geos",
      hours: true,
      simulation: "CH4",
      grid: ["   72", "   46", "   47"],
      nested: "    F",
    },
    { levels: 47, nested: false },
  ],
  [
    {
      name: "13.2.1, nested at 0.25x0.3125, steps of five minutes",
      version: "13.2.1",
      config: "input.geos",
      hours: true,
      met: "GEOSFP",
      resolution: "0.25x0.3125",
      grid: ["  225", "  202", "   47"],
      nested: "    T",
      stepMinutes: 5,
    },
    { levels: 47, nested: true },
  ],
  [
    {
      name: "13.4.1, hours that overflow their field",
      version: "13.4.1",
      config: "input.geos",
      hours: "overflowed",
    },
    {},
  ],
  [
    { name: "14.0.0-rc.3, timers of 13", version: "14.0.0-rc.3", timers: old },
    { timers: { "GEOS-Chem": 1016.312 } },
  ],
  [
    {
      name: "14.2.2, nested over a region of one's own at 0.5x0.625",
      version: "14.2.2",
      resolution: "0.5x0.625",
      grid: ["   29", "   49", "   47"],
      nested: "    T",
      stepMinutes: 5,
    },
    { levels: 47, nested: true },
  ],
  [
    { name: "14.3.1, timers of today", version: "14.3.1", timers: current },
    {
      timers: {
        "GEOS-Chem": 3657.828,
        HEMCO: 345.5,
        "=> Gas-phase chem": 1566.25,
        "=> Linearized chem": null,
      },
    },
  ],
  [
    {
      name: "14.4.0, a timer that overflowed its field and a negative one",
      version: "14.4.0",
      timers: [
        timerLine("GEOS-Chem", "**************", "00-02:46:40.000"),
        `  ${"Transport".padEnd(30)}: Invalid run time - negative value`,
        timerLine("HEMCO", "80.000"),
      ],
    },
    { timers: { "GEOS-Chem": 10_000, Transport: null, HEMCO: 80 } },
  ],
  [
    {
      name: "14.5.0, TransportTracers, a batch system's lines around it",
      version: "14.5.0",
      simulation: "TransportTracers",
      before: ["Loading gcc/12.2.0", "srun: job 4711 queued and waiting for resources", ""],
      after: [
        '\tCommand being timed: "./gcclassic"',
        "\tElapsed (wall clock) time (h:mm:ss or m:ss): 1:29:10",
        "\tMaximum resident set size (kbytes): 9437184",
      ],
    },
    { elapsedSeconds: 5350 },
  ],
  [
    { name: "14.6.3, copied from Windows", version: "14.6.3", lineEnd: "\r\n", timers: current },
    { timers: { "GEOS-Chem": 3657.828 } },
  ],
  [
    {
      name: "14.7.1, carbon with GEOS-IT, notes of HEMCO and of the solver between its steps",
      version: "14.7.1",
      simulation: "carbon",
      met: "GEOSIT",
      between: [
        " HEMCO already called for this timestep. Returning.",
        "     - Found all A1     met fields for 2019/07/01 00:30",
        " Forced exit from Rosenbrock due to the following error:",
        " ### INTEGRATE RETURNED ERROR AT:    3   46    1",
      ],
    },
    {},
  ],
];

test.each(forms.map(([form, expected]) => ({ ...form, form, expected })))(
  "$name",
  async ({ form, expected }) => {
    const file = path.join(temporaryDirectory("log"), "GC.log");
    writeFileSync(file, textOf(form));
    const { log, elapsedSeconds, stampedSeconds } = await readLog(file);
    const stepMinutes = form.stepMinutes ?? 10;
    expect(log).toMatchObject({
      version: form.version,
      compiler: form.compiler ?? gnu,
      openMp: true,
      simulation: form.simulation ?? "fullchem",
      resolution: form.resolution ?? "4.0x5.0",
      metField: form.met ?? "MERRA2",
      start: new Date("2019-07-01T00:00Z"),
      end: new Date(Date.UTC(2019, 6, 1, 0, 3 * stepMinutes)),
      dates: 4,
      stepMs: stepMinutes * 60_000,
      hasEndBanner: true,
      notANumber: 0,
    });
    expect(log.levels).toBe(expected.levels);
    expect(log.nested).toBe(expected.nested);
    expect(log.failures()).toMatchObject({ found: [], firstErrors: [], isComplete: true });
    expect({ elapsedSeconds, stampedSeconds }).toEqual({
      elapsedSeconds: expected.elapsedSeconds,
      stampedSeconds: 5400,
    });
    const timers = Object.fromEntries(
      readTimers(undefined, log.timerTable).timers.map(({ name, seconds }) => [name, seconds]),
    );
    expect(timers).toMatchObject(expected.timers ?? {});
    expect(Object.keys(timers)).not.toContain("-> FlexChem loop");
  },
);
