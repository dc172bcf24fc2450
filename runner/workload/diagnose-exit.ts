import type { WorkloadExit } from "./spawn-workload.ts";

const stackOrMemory =
  "segmentation fault: often too small a stack (raise ulimits stack in the job definition, OMP_STACKSIZE) or too little memory";

const bySignal: Readonly<Record<string, string>> = {
  SIGSEGV: stackOrMemory,
  SIGBUS: "bus error: often a full /dev/shm or scratch disk",
  SIGFPE: "floating-point exception: a division by zero, an overflow or a NaN in the computation",
  SIGILL: "illegal instruction: built for a newer processor than this one",
  SIGABRT: "aborted by its own run-time library; see its last messages",
  SIGKILL: "killed: usually out of memory (raise memory_gb), or ended from outside",
};

/** What a shell or a wrapper reports for a child that a signal ended: 128 + its number. */
const shellCodes: Readonly<Record<number, string>> = {
  132: "SIGILL",
  134: "SIGABRT",
  135: "SIGBUS",
  136: "SIGFPE",
  137: "SIGKILL",
  139: "SIGSEGV",
};

const byCode: Readonly<Record<number, string>> = {
  2: "the workload did not accept its arguments: runner and workload may be of different versions",
  3: "the workload's own verification did not pass",
  126: "it is not executable",
  127: "it, or a library it needs, was not found",
  // GEOS_CHEM_STOP calls EXIT(99999), which is 159 modulo 256; it is not signal 31.
  159: "GEOS-Chem stopped with an error of its own; see its last messages",
};

const byStartError: Readonly<Record<string, string>> = {
  ENOENT: "there is no such program (GCBENCH_WORKLOAD), or its interpreter is missing",
  EACCES: "it is not executable for this user",
  ENOEXEC: "it is not a program for this architecture",
  ENOMEM: "there is not enough memory to start it",
};

/** One paragraph for a person: how the workload ended, what that usually means, and its last words. */
export function diagnoseExit(exit: WorkloadExit, codes: Readonly<Record<number, string>> = byCode): string {
  const [ended, meaning] = explain(exit, codes);
  const why = exit.outOfMemory
    ? "the kernel ended it because the container's memory limit was reached (raise memory_gb)"
    : meaning;
  const words = exit.lastErrors.filter((line) => line.trim() !== "").slice(-5);
  return [
    `${ended}${why === undefined ? "" : `: ${why}`}.`,
    ...(words.length > 0 ? [`Its last messages: ${words.join(" | ")}`] : []),
  ].join(" ");
}

function explain(
  exit: WorkloadExit,
  codes: Readonly<Record<number, string>>,
): [ended: string, meaning?: string] {
  if (exit.startError) {
    const { code, message } = exit.startError;
    return [`The workload did not start (${code})`, byStartError[code] ?? message];
  }
  if (exit.signal !== null) return [`The workload was ended by ${exit.signal}`, bySignal[exit.signal]];
  const code = exit.exitCode ?? -1;
  const signal = shellCodes[code];
  const meaning = signal === undefined ? codes[code] : bySignal[signal];
  return [`The workload ended with exit code ${code}${signal ? ` (${signal})` : ""}`, meaning];
}
