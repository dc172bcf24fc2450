import { execa } from "execa";
import { createLineSplitter, type LineRules } from "../../contract/line-splitter.ts";
import type { Neighbours } from "../../contract/neighbours.ts";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { childrenUsage, type MeasuredUsage, usageBetween } from "../measure/children-usage.ts";
import type { AskedThreads } from "../measure/describe-placement.ts";
import { neighboursBetween, readCounters } from "../measure/neighbours.ts";
import { trackPeakMemory } from "../measure/track-peak-memory.ts";
import { trackThreads } from "../measure/track-threads.ts";
import type { ThreadPlacement } from "../../contract/thread-placement.ts";
import type { Interruption } from "../system/interruption.ts";
import { outOfMemoryKills } from "../system/memory.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { offerToOomKiller } from "./offer-to-oom-killer.ts";

/** How one execution of the workload ended, and what it used. */
export interface WorkloadExit extends MeasuredUsage {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Set when it could not be started at all. */
  readonly startError: { readonly code: string; readonly message: string } | null;
  /** A signal to the job came before it had ended. */
  readonly interrupted: boolean;
  /** The kernel ended a process of this container for its memory limit meanwhile. */
  readonly outOfMemory: boolean;
  readonly wallSeconds: number;
  readonly peak_memory_mib: Observed<number>;
  readonly neighbours: Observed<Neighbours>;
  readonly placement: Observed<ThreadPlacement>;
  /** The last lines of its standard error. */
  readonly lastErrors: readonly string[];
}

export interface WorkloadContext {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly files: SystemFiles;
  readonly emulated: boolean;
  readonly interruption: Interruption;
  readonly onLine: (line: string) => void;
  /** Time between the passed-on signal and SIGKILL: Batch gives 30 s for this and for storing the result. */
  readonly graceMs: number;
  /** What its environment asks of it. */
  readonly asked: AskedThreads;
}

const keptErrorLines = 20;

/** A workload that never ends its line must not fill the memory. */
const lineRules: LineRules = { limit: 32 * 1024, carriageReturn: "dropped" };

/** Runs the workload in a process group of its own, streaming its lines. Never rejects for what the workload does. */
export async function spawnWorkload(
  [file, ...args]: readonly [string, ...string[]],
  context: WorkloadContext,
): Promise<WorkloadExit> {
  const { files, interruption } = context;
  const lastErrors: string[] = [];
  const countersBefore = readCounters(files);
  const before = childrenUsage(process.pid, files);
  const killsBefore = outOfMemoryKills(files);
  const start = process.hrtime.bigint();
  let end: bigint | undefined;
  const workload = execa(file, args, {
    cwd: context.cwd,
    env: context.env,
    extendEnv: false,
    stdin: "ignore",
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  if (workload.pid !== undefined) offerToOomKiller(workload.pid);
  // Under emulation memory and threads are the emulator's.
  const visible = context.emulated ? undefined : workload.pid;
  const memory = visible === undefined ? undefined : trackPeakMemory(visible, files);
  const threads = visible === undefined ? undefined : trackThreads(visible, context.asked, files);
  const signalGroup = (signal: NodeJS.Signals) => endGroup(workload.pid, signal);
  workload.nodeChildProcess.once("exit", () => {
    end = process.hrtime.bigint();
    // What it left running in the background would hold its output open.
    signalGroup("SIGKILL");
  });
  const out = createLineSplitter(context.onLine, lineRules);
  const err = createLineSplitter((line) => {
    context.onLine(line);
    lastErrors.push(line.slice(0, 500));
    if (lastErrors.length > keptErrorLines) lastErrors.shift();
  }, lineRules);
  for (const [stream, lines] of [
    [workload.stdout, out],
    [workload.stderr, err],
  ] as const) {
    stream.on("data", (chunk: Buffer) => {
      memory?.read();
      lines.push(chunk);
    });
    stream.on("end", () => lines.end());
  }

  let killTimer: NodeJS.Timeout | undefined;
  const onInterrupt = () => {
    signalGroup(interruption.requested.reason as NodeJS.Signals);
    killTimer = setTimeout(() => signalGroup("SIGKILL"), context.graceMs);
  };
  const onImmediate = () => signalGroup("SIGKILL");
  interruption.requested.addEventListener("abort", onInterrupt);
  interruption.immediate.addEventListener("abort", onImmediate);
  if (interruption.requested.aborted) onInterrupt();

  const outcome = await workload;
  const hidden = (why: string) =>
    unknownBecause(context.emulated ? `emulated: ${why}` : "the workload did not start");
  const countersAfter = readCounters(files);
  const usage = usageBetween(before, childrenUsage(process.pid, files));
  const wallSeconds = Number((end ?? process.hrtime.bigint()) - start) / 1e9;
  const killsAfter = outOfMemoryKills(files);
  clearTimeout(killTimer);
  interruption.requested.removeEventListener("abort", onInterrupt);
  interruption.immediate.removeEventListener("abort", onImmediate);
  return {
    ...usage,
    exitCode: outcome.exitCode ?? null,
    signal: outcome.signal ?? null,
    startError:
      workload.pid === undefined
        ? { code: outcome.code ?? "unknown", message: outcome.originalMessage ?? "it did not start" }
        : null,
    interrupted: interruption.requested.aborted,
    outOfMemory: killsBefore !== undefined && killsAfter !== undefined && killsAfter > killsBefore,
    wallSeconds,
    peak_memory_mib: memory?.stop() ?? hidden("the kernel's figure includes the emulator"),
    neighbours: {
      value: neighboursBetween(countersBefore, countersAfter, { wallSeconds, cpuSeconds: cpuSeconds(usage) }),
    },
    placement: threads?.stop() ?? hidden("the kernel's threads are the emulator's"),
    lastErrors,
  };
}

function cpuSeconds({ user_cpu_s: user, system_cpu_s: system }: MeasuredUsage): Observed<number> {
  if (user.value === null) return user;
  return system.value === null ? system : { value: user.value + system.value };
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}
