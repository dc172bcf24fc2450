#!/usr/bin/env node
/**
 * A stand-in for machine-canary: it honours the command line and the report and measures nothing.
 * STAND_IN_CANARY=ok | exit | hang | broken-report | no-report
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const behaviour = process.env.STAND_IN_CANARY ?? "ok";
const option = { type: "string" };
const { values } = parseArgs({ options: { "array-bytes": option, output: option } });
const rates = { best: 2, median: 1 };
const report = {
  report_version: 1,
  program: "machine-canary",
  version: "0",
  compiler: "none",
  compiler_options: "none",
  threads: Number(process.env.OMP_NUM_THREADS),
  triad: {
    array_bytes: Number(values["array-bytes"]),
    trials: 10,
    gb_per_s: rates,
    relative_error: 0,
    counting: "a stand-in counts nothing",
  },
  clock: {
    trials: 5,
    cycles_per_trial: 1,
    single_thread_ghz: rates,
    all_threads_ghz: rates,
    method: "a stand-in measures nothing",
  },
};

if (behaviour === "exit") {
  console.error("machine-canary: error: the triad's answer is wrong");
  process.exitCode = 3;
} else if (behaviour === "hang") {
  setInterval(() => {}, 1000);
} else if (behaviour !== "no-report") {
  writeFileSync(values.output, behaviour === "ok" ? JSON.stringify(report) : '{"report_version": 1}');
}
