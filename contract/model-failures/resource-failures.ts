import type { ModelFailure } from "./model-failure.ts";

/** What the machine or the program lacks. The more general a text, the further down. */
export const resourceFailures: readonly ModelFailure[] = [
  {
    id: "disk-full",
    pattern: /No space left/i,
    meaning: "the scratch disk is full (GCBENCH_SCRATCH)",
    remedy: "give the job a larger volume, or switch collections of HISTORY.rc off",
    sources: ["errno(3), ENOSPC"],
  },
  {
    id: "memory",
    pattern:
      /Could not allocate \w+|Error allocating array|Cannot allocate memory|Allocation would exceed memory limit|insufficient virtual memory|oom-kill|Out of memory/i,
    meaning: "there is not enough memory: 4x5 takes 8 to 15 GB, 2x2.5 30 to 40 GB, nested grids more",
    remedy: "raise memory_gb, or switch collections of HISTORY.rc off",
    sources: ["geos-chem#278", "geos-chem#2591", "geos-chem#2610"],
  },
  {
    id: "library-missing",
    pattern: /error while loading shared libraries: (?<file>\S+?):|version `GLIBC\w*_[\d.]+' not found/,
    meaning: "the executable was compiled against other libraries than there are here",
    remedy: "compile it in the image's toolchain, or statically",
    sources: ["ld.so(8)"],
  },
  {
    id: "abort-in-cleanup",
    pattern: /double free|free\(\): invalid|pointer being freed|SIGABRT|SIGSEGV|core dumped|Aborted/,
    meaning:
      "the run was complete, and the program was aborted while it cleaned up (known of 14.0.1 and of single compilers)",
    remedy: "use a later release; its output is there, but the run does not count",
    sources: ["geos-chem#1734", "geos-chem#1353", "geos-chem#3244"],
    isAfterEnd: true,
  },
  {
    id: "stack-or-memory",
    pattern: /SIGSEGV|segmentation fault|forrtl: severe \(174\)/i,
    meaning: "a segmentation fault: mostly too small a stack, or too little memory",
    remedy:
      "give it an unlimited stack (ulimits in the job definition) and OMP_STACKSIZE=500m, then more memory",
    sources: ["geos-chem#2377", "geos-chem#3311", "geos-chem#768", "geos-chem#645"],
  },
  {
    id: "illegal-instruction",
    pattern: /SIGILL|Illegal instruction/,
    meaning: "the executable was compiled for a newer processor than this one",
    remedy: "compile it without -march=native, or on the kind of machine that it is to run on",
    sources: ["signal(7)"],
  },
  {
    id: "floating-point",
    pattern: /SIGFPE|Floating point exception/i,
    meaning: "a division by zero, an overflow or a NaN in the computation",
    remedy: "look at the routine that the backtrace names; compile with -DCMAKE_BUILD_TYPE=Debug for one",
    sources: ["signal(7)"],
  },
  {
    id: "bus-error",
    pattern: /SIGBUS|Bus error/,
    meaning: "a bus error: often a full /dev/shm or scratch disk",
    remedy: "make room there",
    sources: ["geos-chem#2859"],
  },
  {
    id: "time-limit",
    pattern: /DUE TO TIME LIMIT|walltime .*exceeded/i,
    meaning: "the batch system ended the run at its time limit",
    remedy: "allow more time, or simulate less",
    sources: ["sbatch(1), --time"],
  },
  {
    id: "fortran-input",
    pattern: /Fortran runtime error: (?:End of file|Cannot open file|File '(?<file>[^']+)' does not exist)/,
    meaning: "a text file that the model reads is missing or ends too early",
    remedy: "fetch it again; the line before names it, or the unit that the backtrace shows",
    sources: ["GNU Fortran manual"],
  },
];
