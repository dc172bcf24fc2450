import { type BenchmarkConfig, simulatedHours } from "../../contract/benchmark-config.ts";
import { unknownBecause } from "../../contract/observed.ts";
import type { Sample } from "../../contract/result.ts";
import type { Engine, RunEvidence, StartedRun } from "../engine/engine.ts";
import { foundCache } from "../measure/found-cache.ts";
import { peakMemory } from "../measure/peak-memory.ts";
import type { ResultObject } from "../store/attempt-store.ts";
import type { SampleOutcome } from "./sample-outcome.ts";
import { spawnWorkload, type WorkloadContext, type WorkloadExit } from "./spawn-workload.ts";

/** One run: how it ended, what it left, and what is stored of it. */
export type Run = SampleOutcome &
  Pick<RunEvidence, "contradictions" | "answer"> & {
    readonly sample: Sample;
    /** What the workload wrote, as it wrote it. */
    readonly objects: readonly ResultObject[];
  };

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
  const exit = await spawnWorkload(engine.command, { ...context, onLine });
  const { report, phases, mainLoop, files, contradictions, answer, ...ended } = started.finish(exit);
  const { outcome } = ended;
  const simulatedDays = simulatedHours(config) / 24;
  const speed = (days: number, seconds: number | undefined): Sample["sim_days_per_day"]["whole_run"] => {
    if (outcome === "failed" || outcome === "interrupted") return unknownBecause(`the run ${said[outcome]}`);
    if (!seconds) return unknownBecause("the workload measured no time for it");
    return { value: days / (seconds / secondsPerDay) };
  };
  return {
    ...ended,
    contradictions,
    answer,
    objects: files.map(({ name, text }) => ({
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
      peak_memory_mib: peakMemory(exit.peak_memory_mib, reportedMemory(report), context),
      read_bytes: exit.read_bytes,
      written_bytes: exit.written_bytes,
      storage_read_bytes: exit.storage_read_bytes,
      input: inputState(started.input, exit),
      neighbours: exit.neighbours,
      placement: exit.placement,
      simulated_days: simulatedDays,
      sim_days_per_day: {
        whole_run: speed(simulatedDays, exit.wallSeconds),
        main_loop: speed(mainLoop?.simulatedDays ?? 0, mainLoop?.wallSeconds),
      },
      phases: [...phases],
      report,
    },
  };
}

function inputState(input: StartedRun["input"], exit: WorkloadExit): Sample["input"] {
  if (input.value === null) return input;
  const { fileSystem, ...known } = input.value;
  const found = foundCache({
    throughCalls: exit.read_bytes,
    fromStorage: exit.storage_read_bytes,
    inputBytes: known.bytes,
    fileSystem,
  });
  return { value: { ...known, found } };
}

/** What the workload says of itself; GEOS-Chem says nothing. */
const reportedMemory = (report: Sample["report"]) =>
  report !== null && "peak_memory_mib" in report ? report.peak_memory_mib : undefined;

const said = { failed: "failed", interrupted: "was interrupted" } as const;
