import { expect, test } from "vitest";
import { diagnoseExit } from "../../../../runner/workload/diagnose-exit.ts";
import { workloadExit } from "../support/workload-exit.ts";

test.each([
  [{ signal: "SIGSEGV" }, "ended by SIGSEGV: segmentation fault: often too small a stack"],
  [{ exitCode: 139 }, "exit code 139 (SIGSEGV): segmentation fault"],
  [{ exitCode: 136 }, "exit code 136 (SIGFPE): floating-point exception"],
  [{ signal: "SIGKILL" }, "killed: usually out of memory"],
  [{ signal: "SIGILL" }, "built for a newer processor"],
  [{ exitCode: 159 }, "exit code 159: GEOS-Chem stopped with an error of its own"],
  [{ exitCode: 2 }, "did not accept its arguments"],
  [{ exitCode: 77 }, "exit code 77."],
  [{ startError: { code: "ENOEXEC", message: "spawn ENOEXEC" } }, "not a program for this architecture"],
  [{ startError: { code: "EWHATEVER", message: "spawn EWHATEVER" } }, "(EWHATEVER): spawn EWHATEVER"],
])("%j", (how, expected) => {
  expect(diagnoseExit(workloadExit(how))).toContain(expected);
});

test("the kernel's own count of out-of-memory kills decides", () => {
  expect(diagnoseExit(workloadExit({ signal: "SIGKILL", outOfMemory: true }))).toBe(
    "The workload was ended by SIGKILL: the kernel ended it because the container's memory limit was reached (raise memory_gb).",
  );
});

test("the last messages are quoted, the newest ones", () => {
  const lastErrors = ["1", "2", "", "3", "4", "5", "6"];
  expect(diagnoseExit(workloadExit({ exitCode: 1, lastErrors }))).toContain("2 | 3 | 4 | 5 | 6");
});
