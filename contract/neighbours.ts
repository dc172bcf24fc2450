import { z } from "zod";
import { type Observed, observed } from "./observed.ts";

const seconds = observed(z.number().nonnegative());

/** What else went on while a run ran: counters of the kernel, their growth from its start to its end. */
export const neighbours = z.strictObject({
  throttled_s: seconds.describe(
    "For how long CPU quotas of the container's control groups held it back (cpu.stat).",
  ),
  throttled_periods_share: observed(z.number().min(0).max(1)).describe(
    "Of the quota's periods, those with throttling.",
  ),
  pressure: z
    .strictObject({
      cpu_some_s: seconds,
      memory_some_s: seconds,
      memory_full_s: seconds,
      io_some_s: seconds,
      io_full_s: seconds,
    })
    .describe(
      "Of the whole machine (/proc/pressure): wall seconds in which some, or all, tasks waited. A workload with more threads than CPUs makes its own.",
    ),
  steal_s: seconds.describe("CPU seconds that the hypervisor gave to others, over all CPUs of the machine."),
  other_cpu_s: seconds.describe(
    "CPU seconds that the machine spent on anything but the workload, the runner included.",
  ),
  load_1min: z
    .strictObject({ start: observed(z.number()), end: observed(z.number()) })
    .describe("Load average of the machine, the workload included."),
  disturbances: z
    .array(z.string())
    .describe(
      "What was more than a quiet machine has: throttling, steal, others' CPU time, waiting for memory.",
    ),
});

export type Neighbours = z.output<typeof neighbours>;

/** What disturbed the timed runs, each run's by its number. */
export const disturbancesOf = (
  samples: readonly {
    readonly repetition: number;
    readonly warmup: boolean;
    readonly neighbours: Observed<Neighbours>;
  }[],
): string[] =>
  samples.flatMap(({ repetition, warmup, neighbours: of }) =>
    warmup ? [] : (of.value?.disturbances ?? []).map((what) => `run ${repetition}: ${what}`),
  );
