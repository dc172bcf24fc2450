#!/usr/bin/env node
/**
 * A stand-in for GEOS-Chem Classic: it behaves like the model at its files and its process, and computes nothing. It
 * reads geoschem_config.yml, HEMCO_Config.rc and HISTORY.rc in its working directory, stops where the model stops, and
 * writes log, timers, diagnostics and restart files. Tests tell it by environment variables how to behave:
 *
 * STAND_IN=ok | hemco-error | segfault | killed | fpe | library-missing | no-restart | empty-restart | no-output |
 *          no-banner | early-end | nan | no-timers | bad-timers | other-simulation | hang | dry-run-crash
 * STAND_IN_STEP_MS  time that a time step takes
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { env } = process;
const behaviour = env.STAND_IN ?? "ok";
const read = (name) => readFileSync(name, "utf8");
const config = read("geoschem_config.yml");
const hemco = read("HEMCO_Config.rc");
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

if (process.argv[2] === "--dryrun") dryRun();
else await run();

/** A few of the files that the model reads: the rest differ in their names only. */
function inputFiles() {
  const met = value(hemco, "METDIR");
  const days = Array.from(
    { length: Math.ceil(hours / 24) + 1 },
    (_, day) => new Date(+start + day * 86_400_000),
  );
  return [
    `${value(config, "root_data_dir")}/CHEM_INPUTS/Olson_Land_Map_201203/Olson_2001_Drydep_Inputs.nc`,
    `${value(hemco, "ROOT")}/OLSON_MAP/v2019-02/Olson_2001_Land_Type_Masks.025x025.generic.nc`,
    ...days.map((day) => {
      const [y, m] = day.toISOString().split("-");
      return `${met}/${y}/${m}/MERRA2.${ymd(day)}.I3.4x5.nc4`;
    }),
    restartFile(),
  ];
}

/** With CYS the model takes the closest date; the stand-in knows of one. */
function restartFile() {
  const exact = `./Restarts/GEOSChem.Restart.${ymd(start)}_${hm(start)}z.nc4`;
  const brought = "./Restarts/GEOSChem.Restart.20190101_0000z.nc4";
  const isTolerant = /^\*\s+SPC_.*\sCYS\s/m.test(hemco);
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
  if (behaviour === "hemco-error") stopInHemco("./Restarts/GEOSChem.Restart.17120101_0000z.nc4");
  const initialised = performance.now();
  const steps = behaviour === "early-end" ? 2 : hours * 6;
  for (let step = 0; step < steps; step++) {
    const date = new Date(+start + step * 600_000);
    const [day, clock] = date.toISOString().split("T");
    const xHours = (step / 6).toFixed(6).padStart(13);
    console.log(`---> DATE: ${day.replaceAll("-", "/")}  UTC: ${clock.slice(0, 5)}  X-HRS: ${xHours}`);
    await sleep(Number(env.STAND_IN_STEP_MS ?? 0));
    if (step === 1) await fail();
  }
  const loop = (performance.now() - initialised) / 1000;
  writeOutput();
  if (behaviour === "nan") console.log("Species   1,    Rn222: Min =  NaN  Max =  NaN");
  timers((performance.now() - began) / 1000, loop);
  if (behaviour !== "no-banner" && behaviour !== "early-end") {
    console.log("\n**************   E N D   O F   G E O S -- C H E M   **************");
  }
}

function header() {
  // What a result says of the program comes from here: nobody is to take it for the model.
  console.log("===> GEOS-Chem version         : stand-in, computes nothing");
  console.log("===> Compiler                  : none (stand-in)");
  console.log("===> Parallelization w/ OpenMP : ON");
  console.log(`Simulation name : ${behaviour === "other-simulation" ? "aerosol" : simulation}`);
  console.log(`Grid resolution : ${value(config, "resolution")}`);
  console.log(`stand-in: OMP_NUM_THREADS=${env.OMP_NUM_THREADS} OMP_STACKSIZE=${env.OMP_STACKSIZE}`);
  console.log(
    `stand-in: ${Object.keys(env).filter((name) => /^(AWS|GCBENCH)_/.test(name)).length} secrets seen`,
  );
  const [, stack] = /^Max stack size\s+(\S+)\s+(\S+)/m.exec(read("/proc/self/limits")) ?? [];
  console.log(`stand-in: stack ${stack}`);
}

/** geos-chem#305: a collection less frequent than the run is long stops the model. */
function checkHistory() {
  const active = /^COLLECTIONS:([\s\S]*?)^::/m.exec(history)?.[1] ?? "";
  for (const [, collection] of active.matchAll(/^\s*'([^']+)'/gm)) {
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

function stopInHemco(path) {
  console.log("HEMCO ERROR: Cannot find file for current simulation time:");
  console.log(`${path} - Cannot get field SPC_Rn222. Please check file name and time`);
  console.log('GEOS-Chem ERROR: Error encountered in "HCO_Run"!');
  console.log(" -> at HCOI_GC_Run (in module GeosCore/hco_interface_gc_mod.F90)");
  process.exit(159);
}

async function fail() {
  if (behaviour === "hang") await sleep(600_000);
  const signals = { segfault: "SIGSEGV", killed: "SIGKILL", fpe: "SIGFPE" };
  const signal = signals[behaviour];
  if (signal === undefined) return;
  if (behaviour === "segfault") {
    console.error("Program received signal SIGSEGV: Segmentation fault - invalid memory reference.");
  }
  process.kill(process.pid, signal);
  await sleep(10_000);
}

function writeOutput() {
  const write = (path, text = "stand-in, not netCDF\n") => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const stamp = `${ymd(end)}_${hm(end)}z.nc4`;
  if (behaviour !== "no-restart") {
    write(`Restarts/GEOSChem.Restart.${stamp}`, behaviour === "empty-restart" ? "" : undefined);
  }
  write(`Restarts/HEMCO_restart.${ymd(end)}${hm(end)}.nc`);
  if (behaviour !== "no-output") write(`OutputDir/GEOSChem.SpeciesConc.${ymd(start)}_${hm(start)}z.nc4`);
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
