import { z } from "zod";
import { type Observed, observed } from "./observed.ts";

/** Whether each thread has a place of its own, or all may run on every CPU that the container has. */
export const binding = z.enum(["bound", "unbound"]);
export type Binding = z.output<typeof binding>;

const cpuList = z.string().describe("CPUs as the kernel lists them, for example 0-3,8.");

/** What was seen of a workload's threads while it ran (/proc/<pid>/status, /proc/<pid>/task). */
export const threadPlacement = z.strictObject({
  threads: z.int().positive().describe("Most threads that the process had at one time."),
  working_threads: z
    .int()
    .nonnegative()
    .describe("Threads that got at least 1 % of the CPU time of the busiest."),
  binding: z.enum(["bound", "unbound", "mixed"]).describe("Of the working threads."),
  cpus: cpuList.describe("CPUs that the container may run on, as the kernel lists them, for example 0-3,8."),
  per_thread: z
    .array(
      z.strictObject({
        cpu_s: z.number().nonnegative().describe("CPU seconds, user and system, to 0.01 s."),
        cpus: cpuList.describe("CPUs that the thread may run on."),
        last_cpu: z.int().nonnegative().describe("CPU that it was last seen on."),
      }),
    )
    .describe("At the last reading of each thread; the busiest first."),
  last_reading_s: z.number().nonnegative().describe("Seconds from the start of the run to the last reading."),
  differences: observed(z.array(z.string())).describe(
    "How threads and placement differ from what was asked; empty: not at all.",
  ),
});

export type ThreadPlacement = z.output<typeof threadPlacement>;

/** How the threads of timed runs differ from what was asked, each difference once; empty: not at all, or not known. */
export const placementDifferences = (
  samples: readonly { readonly warmup: boolean; readonly placement: Observed<ThreadPlacement> }[],
): string[] => [
  ...new Set(
    samples.flatMap(({ warmup, placement }) => (warmup ? [] : (placement.value?.differences.value ?? []))),
  ),
];
