import { type BenchmarkConfig, simulatedHours } from "../../contract/benchmark-config.ts";
import { unknownBecause } from "../../contract/observed.ts";
import type { Sample } from "../../contract/result.ts";
import type { Engine } from "../engine/engine.ts";
import { peakMemory } from "../measure/peak-memory.ts";
import { outOfMemoryKills } from "../system/memory.ts";
import type { ResultObject } from "../store/attempt-store.ts";
import { spawnWorkload, type WorkloadContext } from "./spawn-workload.ts";

export interface Run {
  readonly sample: Sample;
  /** Why it does not count; `null` when it does. */
  readonly reason: string | null;
  /** What the workload wrote, as it wrote it. */
  readonly objects: readonly ResultObject[];
  /** Every way in which its report contradicts what was asked or measured from outside. */
  readonly contradictions: readonly string[];
  /** Equal for all runs of a deterministic workload; `null` when the engine has no such thing. */
  readonly answer: string | null;
}

const secondsPerDay = 86_400;

/** Runs the workload once in a directory of its own, measures and judges it. */
export async function runOnce(
  config: BenchmarkConfig,
  which: { readonly repetition: number; readonly warmup: boolean },
  engine: Engine,
  context: WorkloadContext,
): Promise<Run> {
  const started = await engine.startRun(context.cwd);
  const onLine = (line: string) => {
    started.onLine(line);
    context.onLine(line);
  };
  const killsBefore = outOfMemoryKills(context.files);
  const exit = await spawnWorkload(engine.command, { ...context, onLine });
  const killsAfter = outOfMemoryKills(context.files);

  const reading = started.finish({
    exit,
    interrupted: context.interruption.requested.aborted,
    outOfMemory: killsBefore !== undefined && killsAfter !== undefined && killsAfter > killsBefore,
  });
  const { outcome, reason, mainLoop } = reading;
  const simulatedDays = simulatedHours(config) / 24;
  const speed = (days: number, seconds: number | undefined): Sample["sim_days_per_day"]["whole_run"] => {
    if (outcome === "failed" || outcome === "interrupted") return unknownBecause(`the run ${said[outcome]}`);
    if (!seconds) return unknownBecause("the workload measured no time for it");
    return { value: days / (seconds / secondsPerDay) };
  };
  return {
    reason,
    contradictions: reading.contradictions,
    answer: reading.answer,
    objects: reading.files.map(({ name, text }) => ({
      name: `runs/${which.repetition}/${name}`,
      body: { text },
    })),
    sample: {
      repetition: which.repetition,
      warmup: which.warmup,
      outcome,
      exit_code: exit.exitCode,
      signal: exit.signal,
      wall_s: exit.wallSeconds,
      user_cpu_s: exit.user_cpu_s,
      system_cpu_s: exit.system_cpu_s,
      peak_memory_mib: peakMemory(exit.peak_memory_mib, reportedMemory(reading.report), context),
      read_bytes: exit.read_bytes,
      written_bytes: exit.written_bytes,
      simulated_days: simulatedDays,
      sim_days_per_day: {
        whole_run: speed(simulatedDays, exit.wallSeconds),
        main_loop: speed(mainLoop?.simulatedDays ?? 0, mainLoop?.wallSeconds),
      },
      phases: [...reading.phases],
      report: reading.report,
    },
  };
}

/** What the workload says of itself; GEOS-Chem says nothing. */
const reportedMemory = (report: Sample["report"]) =>
  report !== null && "peak_memory_mib" in report ? report.peak_memory_mib : undefined;

const said = { failed: "failed", interrupted: "was interrupted" } as const;
