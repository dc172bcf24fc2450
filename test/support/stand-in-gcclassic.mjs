#!/usr/bin/env node
/**
 * A stand-in for GEOS-Chem Classic: it behaves like the model at its files and its process, and computes nothing. It
 * reads geoschem_config.yml, HEMCO_Config.rc and HISTORY.rc in its working directory, stops where the model stops, and
 * writes log, timers, diagnostics and restart files. Tests tell it by environment variables how to behave:
 *
 * STAND_IN=ok | hemco-error | hemco-missing-input | segfault | killed | fpe | library-missing | no-restart | empty-restart | no-output |
 *          no-banner | early-end | nan | no-timers | bad-timers | other-simulation | other-met | other-levels |
 *          other-end | hang | dry-run-crash | corrupt-input | solver | abort-in-cleanup
 * STAND_IN_STEP_MS   time that a time step takes
 * STAND_IN_WRITE_MS  time that writing the last files takes
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const { env } = process;
const behaviour = env.STAND_IN ?? "ok";
const read = (name) => readFileSync(name, "utf8");
const config = read("geoschem_config.yml");
const hemco = withIncluded("HEMCO_Config.rc");
const history = read("HISTORY.rc");
const value = (text, key) => new RegExp(`^\\s*${key}:\\s*(.*?)\\s*(?:#.*)?$`, "m").exec(text)?.[1] ?? "";
const time = (key) => {
  const [, y, m, d, h, min] = /\[(\d{4})(\d\d)(\d\d), (\d\d)(\d\d)\d\d\]/.exec(value(config, key)) ?? [];
  return new Date(`${y}-${m}-${d}T${h}:${min}:00Z`);
};
const start = time("start_date");
const end = time("end_date");
const simulation = value(config, "name");
const ymd = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");
const hm = (date) => date.toISOString().slice(11, 16).replace(":", "");
const hours = (end - start) / 3_600_000;
const stepSeconds = Number(value(config, "transport_timestep_in_s")) || 600;
const isNested = /nested_grid_simulation:[^\n]*\n\s+activate: true/.test(config);
const logfile = value(hemco, "Logfile").replace("*", "");
if (logfile && process.argv[2] !== "--dryrun") writeFileSync(logfile, "HEMCO log of the stand-in\n");
const hemcoSays = (line) => (logfile ? appendFileSync(logfile, `${line}\n`) : console.log(line));

/** HEMCO puts the text of an included file in the place of the line that names it. */
function withIncluded(name) {
  return read(name).replaceAll(/^[ \t]*>>>include[ \t]+(\S+).*$/gm, (_line, inner) => withIncluded(inner));
}

if (process.argv[2] === "--dryrun") dryRun();
else await run();

/** A few of the files that the model reads: the rest differ in their names only. */
function inputFiles() {
  const root = value(hemco, "ROOT");
  const met = value(hemco, "METDIR").replace("$ROOT", root);
  const days = Array.from(
    { length: Math.ceil(hours / 24) + 1 },
    (_, day) => new Date(+start + day * 86_400_000),
  );
  const product = value(config, "met_field").replace("-", "");
  const grid = value(config, "resolution")
    .replaceAll(/\.0(?=x|$)/g, "")
    .replaceAll(".", "");
  return [
    `${value(config, "root_data_dir")}/CHEM_INPUTS/Olson_Land_Map_201203/Olson_2001_Drydep_Inputs.nc`,
    `${root}/OLSON_MAP/v2019-02/Olson_2001_Land_Type_Masks.025x025.generic.nc`,
    ...photolysisFiles(),
    ...days.map((day) => {
      const [y, m] = day.toISOString().split("-");
      return `${met}/${y}/${m}/${product}.${ymd(day)}.I3.${grid}.nc4`;
    }),
    ...(isNested ? [hemcoFile("BC_")] : []),
    restartFile(),
  ];
}

/** Whatever key of the photolysis and aerosol settings names a directory of input. */
function photolysisFiles() {
  return [...config.matchAll(/^\s+(\w*input_dir):\s+(\S+)/gm)].map(
    ([, key, directory]) => `${directory}/${key === "cloudj_input_dir" ? "CJ77_inp.dat" : "FJX_spec.dat"}`,
  );
}

/** The file of an entry of HEMCO_Config.rc at the start of the run. */
function hemcoFile(entry) {
  const [, path = ""] = new RegExp(`^\\s*\\*\\s+${entry}\\s+(\\S+)`, "m").exec(hemco) ?? [];
  const [y, m, d] = start.toISOString().slice(0, 10).split("-");
  const tokens = { ROOT: value(hemco, "ROOT"), YYYY: y, MM: m, DD: d, HH: hm(start).slice(0, 2), MN: "00" };
  return path.replaceAll(/\$(ROOT|YYYY|MM|DD|HH|MN)/g, (_token, name) => tokens[name]);
}

/** With CYS the model takes the closest date; the stand-in knows of one. */
function restartFile() {
  const exact = hemcoFile("SPC_");
  const brought = "./Restarts/GEOSChem.Restart.20190101_0000z.nc4";
  const isTolerant = /^\*\s+SPC_.*\sC(?:YS)?\s/m.test(hemco);
  return isTolerant && !existsSync(exact) && existsSync(brought) ? brought : exact;
}

function dryRun() {
  const frame = "!".repeat(79);
  console.log(
    `${frame}\n!!! GEOS-CHEM IS IN DRY-RUN MODE!\n!!!\n!!! You will NOT get output for this run!\n${frame}`,
  );
  console.log(`!!! Start Date       : ${ymd(start)} ${hm(start)}00`);
  console.log(`!!! Simulation       : ${simulation}`);
  console.log("HISTORY (INIT): Opening ./HISTORY.rc");
  if (behaviour === "dry-run-crash") {
    console.log('GEOS-Chem ERROR: Error encountered in "Read_Input_File"!');
    process.exit(159);
  }
  console.log("HEMCO: OPTIONAL FILE NOT FOUND ./Restarts/HEMCO_restart.201907010000.nc");
  for (const path of inputFiles()) {
    console.log(existsSync(path) ? `HEMCO: Opening ${path}` : `HEMCO: REQUIRED FILE NOT FOUND ${path}`);
  }
}

/** As HEMCO says it; the file is really read. */
function readInput(path) {
  console.log(`HEMCO: Opening ${path}`);
  readFileSync(path);
}

async function run() {
  const began = performance.now();
  if (behaviour === "library-missing") {
    console.error(
      "./gcclassic: error while loading shared libraries: libnetcdff.so.7: cannot open shared object file",
    );
    process.exit(127);
  }
  header();
  checkHistory();
  for (const path of inputFiles()) if (!existsSync(path)) stopInHemco(path);
  if (behaviour === "hemco-missing-input") stopInHemco("/x/1712/a.nc", "X");
  if (behaviour === "hemco-error") stopInHemco("./Restarts/GEOSChem.Restart.17120101_0000z.nc4");
  for (const path of inputFiles()) readInput(path);
  const initialised = performance.now();
  const steps = behaviour === "early-end" ? 2 : (hours * 3600) / stepSeconds;
  for (let step = 0; step < steps; step++) {
    printDate(step);
    if (step > 0 && (step * stepSeconds) % 86_400 === 0) readInput(inputFiles().at(-1));
    await sleep(Number(env.STAND_IN_STEP_MS ?? 0));
    if (step === 1) await fail();
  }
  const loop = (performance.now() - initialised) / 1000;
  writeOutput();
  await sleep(Number(env.STAND_IN_WRITE_MS ?? 0));
  if (behaviour === "no-banner" || behaviour === "early-end") return;
  // The last date is the end of the run; it comes when the last files are written.
  printDate(steps);
  if (behaviour === "nan") console.log("Species   1,    Rn222: Min =  NaN  Max =  NaN");
  timers((performance.now() - began) / 1000, loop);
  console.log("\n===> SIMULATION END TIME: 2019/01/01 00:00 <===\n");
  console.log("\n**************   E N D   O F   G E O S -- C H E M   **************");
  if (behaviour === "abort-in-cleanup") {
    console.error("double free or corruption (!prev)");
    process.kill(process.pid, "SIGABRT");
    await sleep(10_000);
  }
}

function printDate(step) {
  const date = new Date(+start + step * stepSeconds * 1000);
  const [day, clock] = date.toISOString().split("T");
  const xHours = ((step * stepSeconds) / 3600).toFixed(6).padStart(13);
  console.log(`---> DATE: ${day.replaceAll("-", "/")}  UTC: ${clock.slice(0, 5)}  X-HRS: ${xHours}`);
}

function header() {
  // What a result says of the program comes from here: nobody is to take it for the model.
  console.log("===> GEOS-Chem version         : stand-in, computes nothing");
  console.log("===> Compiler                  : none (stand-in)");
  console.log("===> Parallelization w/ OpenMP : ON");
  const say = (name, text) => console.log(`${name.padEnd(28)}: ${text}`);
  const until = behaviour === "other-end" ? start : end;
  const extent = (section) => {
    const [, low, high] =
      new RegExp(`${section}:\\s+range: \\[\\s*([-\\d.]+),\\s*([-\\d.]+)`).exec(config) ?? [];
    return Number(high) - Number(low);
  };
  const [dlat, dlon] = value(config, "resolution").split("x").map(Number);
  say("Simulation name", behaviour === "other-simulation" ? "aerosol" : simulation);
  say("Start time of run", `${ymd(start)} ${hm(start)}00`);
  say("End time of run", `${ymd(until)} ${hm(until)}00`);
  say("Meteorology field", behaviour === "other-met" ? "GEOSFP" : value(config, "met_field"));
  say("Turn on GEOS-Chem timers", value(config, "use_gcclassic_timers") === "true" ? "    T" : "    F");
  say("Grid resolution", value(config, "resolution"));
  if (extent("longitude")) say("X grid dimension", `${Math.round(extent("longitude") / dlon)}`.padStart(5));
  if (extent("latitude")) {
    const polar = extent("latitude") === 180 ? 1 : 0;
    say("Y grid dimension", `${Math.round(extent("latitude") / dlat) + polar}`.padStart(5));
  }
  say(
    "Z grid dimension",
    `${behaviour === "other-levels" ? 47 : value(config, "number_of_levels")}`.padStart(5),
  );
  say("Is this a nested-grid sim?", isNested ? "    T" : "    F");
  console.log(`stand-in: OMP_NUM_THREADS=${env.OMP_NUM_THREADS} OMP_STACKSIZE=${env.OMP_STACKSIZE}`);
  console.log(
    `stand-in: ${Object.keys(env).filter((name) => /^(AWS|GCBENCH)_/.test(name) && name !== "GCBENCH_WORKLOAD_OF").length} secrets seen`,
  );
  const [, stack] = /^Max stack size\s+(\S+)\s+(\S+)/m.exec(read("/proc/self/limits")) ?? [];
  console.log(`stand-in: stack ${stack}`);
}

/** geos-chem#305: a collection less frequent than the run is long stops the model. */
function checkHistory() {
  const active = /^COLLECTIONS:([\s\S]*?)^::/m.exec(history)?.[1] ?? "";
  for (const [, collection] of active.replaceAll(/#.*/g, "").matchAll(/'([^']+)'/g)) {
    const frequency = value(history, `${collection}\\.frequency`).replace(",", "");
    const [, months, days, hour] = /^\d{4}(\d\d)(\d\d) (\d\d)\d{4}$/.exec(frequency) ?? [];
    const interval = Number(months ?? 0) * 720 + Number(days ?? 0) * 24 + Number(hour ?? 0);
    if (frequency === "'End'" || (interval > 0 && interval <= hours)) continue;
    console.log(
      `GEOS-Chem ERROR: No diagnostic output will be created for collection:\n"${collection}"! ${frequency}`,
    );
    console.log(" -> at History_ReadCollectionData (in module History/history_mod.F90)");
    process.exit(159);
  }
}

function stopInHemco(path, field = "SPC_Rn222") {
  if (path.endsWith("CJ77_inp.dat")) {
    console.log("CLOUDJ_ERROR_STOP: cannot read its input");
    process.exit(159);
  }
  hemcoSays("HEMCO ERROR: Cannot find file for current simulation time:");
  hemcoSays(`${path} - Cannot get field ${field}. Please check file name and time`);
  console.log('GEOS-Chem ERROR: Error encountered in "HCO_Run"!');
  console.log(" -> at HCOI_GC_Run (in module GeosCore/hco_interface_gc_mod.F90)");
  process.exit(159);
}

/** What the model prints for a file that is cut off or not netCDF at all. */
function stopInNetcdf() {
  const frame = "!".repeat(79);
  console.log(`HEMCO: Opening ${inputFiles()[1]}\n\n${frame}\n\nIn Ncrd_3d_R4 #2:  NetCDF: HDF error`);
  console.log(
    `     65536         1\n\n${frame}\n\nCode stopped from DO_ERR_OUT (in module NcdfUtil/m_do_err_out.F90)`,
  );
  process.exit(159);
}

/** A stiff cell: many warnings, then the error that ends the run. */
function stopInSolver() {
  for (let cell = 1; cell <= 40; cell++) {
    console.log(" Forced exit from Rosenbrock due to the following error:");
    console.log(" --> Step size too small: T + 10*H = T or H < Roundoff");
    console.log(` ### INTEGRATE RETURNED ERROR AT:  ${cell}  46  1`);
  }
  const frame = "=".repeat(79);
  console.log(`${frame}\nGEOS-Chem ERROR: KPP failed to converge after 2 iterations!`);
  console.log(` -> at Do_FullChem (in module GeosCore/FullChem_mod.F90)\n${frame}`);
  process.exit(159);
}

async function fail() {
  if (behaviour === "hang") await sleep(600_000);
  if (behaviour === "corrupt-input") stopInNetcdf();
  if (behaviour === "solver") stopInSolver();
  const signals = { segfault: "SIGSEGV", killed: "SIGKILL", fpe: "SIGFPE" };
  const signal = signals[behaviour];
  if (signal === undefined) return;
  if (behaviour === "segfault") {
    console.error("Program received signal SIGSEGV: Segmentation fault - invalid memory reference.");
  }
  process.kill(process.pid, signal);
  await sleep(10_000);
}

/** Into directories that must be there: the model makes none. */
function writeOutput() {
  const write = (path, text = "stand-in, not netCDF\n") => {
    console.log(`     - Creating file for ${path}`);
    writeFileSync(path, text);
  };
  const at = (text, date) =>
    text.replaceAll(/['",]/g, "").replace("%y4%m2%d2", ymd(date)).replace("%h2%n2", hm(date));
  const prefix = value(history, "EXPID");
  if (behaviour !== "no-restart") {
    const path = at(value(history, "Restart\\.filename"), end);
    write(path, behaviour === "empty-restart" ? "" : undefined);
  }
  write(`Restarts/HEMCO_restart.${ymd(end)}${hm(end)}.nc`);
  write(`${value(hemco, "DiagnPrefix") || "OutputDir/HEMCO_diagnostics"}.${ymd(start)}${hm(start)}.nc`);
  if (behaviour === "no-output") return;
  const active = /^COLLECTIONS:([\s\S]*?)^::/m.exec(history)?.[1].replaceAll(/#.*/g, "") ?? "";
  for (const [, collection] of active.matchAll(/'([^']+)'/g)) {
    if (collection === "Restart") continue;
    write(at(`${prefix}.${collection}.${value(history, `${collection}\\.template`)}`, start));
  }
}

function timers(total, loop) {
  if (behaviour === "no-timers" || value(config, "use_gcclassic_timers") !== "true") return;
  const seconds = behaviour === "bad-timers" ? total + 100 : total;
  const all = [
    ["GEOS-Chem", seconds],
    ["HEMCO", total - loop],
    ["Transport", loop],
    ["Unit conversions", null],
  ];
  const clock = (s) =>
    `00-00:${String(Math.floor(s / 60)).padStart(2, "0")}:${(s % 60).toFixed(3).padStart(6, "0")}`;
  console.log(`${"=".repeat(79)}\nG E O S - C H E M   T I M E R S\n `);
  console.log(`  Timer name${" ".repeat(23)}DD-hh:mm:ss.SSS     Total Seconds\n${"-".repeat(79)}`);
  for (const [name, s] of all) {
    const figures =
      s === null ? ">>>>> THE TIMER DID NOT RUN <<<<<" : `${clock(s)}    ${s.toFixed(3).padStart(14)}`;
    console.log(`  ${name.padEnd(30)}:  ${figures}`);
  }
  // As the model does: the last registered timer did not run, so the file ends with a comma and is no JSON.
  const entries = all
    .filter(([, s]) => s !== null)
    .map(
      ([name, s]) =>
        `        "${name}":\n        {\n            "d_hms": "${clock(s)}",\n            "seconds": ${s.toFixed(3)}\n        },\n`,
    );
  const head = '{\n    "description":\n    {\n        "name": "GEOS-Chem Classic timers output"\n    },\n';
  writeFileSync(
    "gcclassic_timers.json",
    `${head}    "GEOS-Chem Classic timers":\n    {\n${entries.join("")}    }\n}\n`,
  );
}
