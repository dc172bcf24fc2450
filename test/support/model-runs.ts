/**
 * What runs of GEOS-Chem Classic leave, in the forms that public logs of 12, 13 and 14 have (geoschem/geos-chem#151,
 * #1618, #1649): written for tests, with figures of their own, and much shorter.
 */
const end = "**************   E N D   O F   G E O S -- C H E M   **************";

interface LogParts {
  readonly version?: string;
  readonly mode?: string;
  readonly simulation?: string;
  readonly timers?: readonly (readonly [name: string, seconds: number | null])[];
  readonly isComplete?: boolean;
  /** Lines after everything, of who started the model. */
  readonly after?: readonly string[];
}

export function modelLog(of: LogParts = {}): string {
  const { version = "13.2.1", mode = 'GEOS-Chem "Classic"', simulation = "fullchem", timers = [] } = of;
  return [
    "*************   S T A R T I N G   G E O S - C H E M   *************",
    "",
    `===> Mode of operation         : ${mode}`,
    `===> GEOS-Chem version         : ${version}`,
    "===> Compiler                  : GNU Fortran compiler (aka gfortran)",
    "===> Parallelization w/ OpenMP : ON",
    "",
    "===> SIMULATION START TIME: 2023/02/10 05:14 <===",
    "Start time of run           : 20190701 000000",
    "End time of run             : 20190703 000000",
    "Meteorology field           : MERRA2",
    `Simulation name             : ${simulation}`,
    "Grid resolution             : 4.0x5.0",
    "---> DATE: 2019/07/01  UTC: 00:00  X-HRS:      0.000000",
    "---> DATE: 2019/07/02  UTC: 00:00  X-HRS:     24.000000",
    ...(timers.length > 0 ? timerTable(timers) : []),
    ...(of.isComplete === false
      ? ["HEMCO ERROR: Cannot find file for current simulation time"]
      : [
          "---> DATE: 2019/07/03  UTC: 00:00  X-HRS:     48.000000",
          "===> SIMULATION END TIME: 2023/02/10 06:14 <===",
          end,
        ]),
    ...(of.after ?? []),
    "",
  ].join("\n");
}

function timerTable(timers: NonNullable<LogParts["timers"]>): string[] {
  return [
    "=".repeat(79),
    "G E O S - C H E M   T I M E R S",
    "  Timer name                       DD-hh:mm:ss.SSS     Total Seconds",
    "-".repeat(79),
    ...timers.map(([name, seconds]) =>
      seconds === null
        ? `  ${name.padEnd(30)}:  >>>>> THE TIMER DID NOT RUN <<<<<`
        : `  ${name.padEnd(30)}:  00-00:00:00.000    ${seconds.toFixed(3).padStart(14)}`,
    ),
    "=".repeat(79),
  ];
}

export const timersJson = (timers: Readonly<Record<string, number>>): string =>
  JSON.stringify({
    "GEOS-Chem Classic timers": Object.fromEntries(
      Object.entries(timers).map(([name, seconds]) => [name, { d_hms: "00-00:00:00.000", seconds }]),
    ),
  });

export const inputGeos = `%%% SIMULATION MENU %%% :
Start YYYYMMDD, hhmmss  : 20190701 000000
End   YYYYMMDD, hhmmss  : 20190703 000000
Met field               : MERRA2
Simulation name         : fullchem
%%% GRID MENU %%%       :
Grid resolution         : 4.0x5.0
Number of levels        : 72
Nested grid simulation? : F
`;
