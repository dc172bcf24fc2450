import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type BenchmarkConfig, simulatedHours } from "../../contract/benchmark-config.ts";
import { unknownBecause } from "../../contract/observed.ts";
import type { Sample } from "../../contract/result.ts";
import { outOfMemoryKills } from "../environment/memory.ts";
import type { ResultObject } from "../store/attempt-store.ts";
import { diagnoseExit } from "./diagnose-exit.ts";
import { judgeRun } from "./judge-run.ts";
import { outputText, readReport } from "./read-report.ts";
import { spawnWorkload, type WorkloadContext } from "./spawn-workload.ts";
import { outputDirectory } from "./workload-command.ts";

export interface Run {
  readonly sample: Sample;
  /** Why it does not count; `null` when it does. */
  readonly reason: string | null;
  /** What the workload wrote, as it wrote it. */
  readonly objects: readonly ResultObject[];
}

const secondsPerDay = 86_400;

/** Runs the workload once in a directory of its own, measures and judges it. */
export async function runOnce(
  config: BenchmarkConfig,
  which: { readonly repetition: number; readonly warmup: boolean; readonly threads: number },
  command: readonly [string, ...string[]],
  context: WorkloadContext,
): Promise<Run> {
  const output = join(context.cwd, outputDirectory);
  mkdirSync(output, { recursive: true });
  const killsBefore = outOfMemoryKills(context.files);
  const exit = await spawnWorkload(command, context);
  const killsAfter = outOfMemoryKills(context.files);

  const outputs = ["report.json", "timers.json"].flatMap((name) => {
    const text = outputText(join(output, name));
    return text === undefined ? [] : [{ name, text }];
  });
  const reading = readReport(outputs.find(({ name }) => name === "report.json")?.text);
  const outOfMemory = killsBefore !== undefined && killsAfter !== undefined && killsAfter > killsBefore;
  const { outcome, reason } = judgeRun(config, which.threads, {
    ...exit,
    reading,
    interrupted: context.interruption.requested.aborted,
    diagnosis: diagnoseExit(exit, { outOfMemory }),
  });
  const simulatedDays = simulatedHours(config) / 24;
  const speed = (seconds: number | undefined): Sample["sim_days_per_day"]["whole_run"] => {
    if (outcome === "failed" || outcome === "interrupted") return unknownBecause(`the run ${said[outcome]}`);
    if (!seconds) return unknownBecause("the workload measured no time for it");
    return { value: simulatedDays / (seconds / secondsPerDay) };
  };
  return {
    reason,
    objects: outputs.map(({ name, text }) => ({ name: `runs/${which.repetition}/${name}`, body: { text } })),
    sample: {
      repetition: which.repetition,
      warmup: which.warmup,
      outcome,
      exit_code: exit.exitCode,
      signal: exit.signal,
      wall_s: exit.wallSeconds,
      user_cpu_s: exit.user_cpu_s,
      system_cpu_s: exit.system_cpu_s,
      peak_memory_mib: exit.peak_memory_mib,
      read_bytes: exit.read_bytes,
      written_bytes: exit.written_bytes,
      simulated_days: simulatedDays,
      sim_days_per_day: {
        whole_run: speed(exit.wallSeconds),
        main_loop: speed(reading.report?.main_loop_wall_s),
      },
      phases: reading.report?.phases ?? [],
      report: reading.report,
    },
  };
}

const said = { failed: "failed", interrupted: "was interrupted" } as const;
