import type { Observed } from "../../contract/observed.ts";
import type { Result, Sample } from "../../contract/result.ts";

/** The result in a few lines for whoever reads the log. */
export function summarise(result: Result): string[] {
  const { environment, flags } = result;
  return [
    `outcome: ${result.outcome}${result.outcome_reason ? `: ${result.outcome_reason}` : ""}`,
    `machine: ${show(environment.instance_type, "instance type unknown")}, ${show(environment.cpu_model, "processor unknown")}, ${show(environment.architecture, "?")}, ${environment.threads} threads`,
    `program: version ${show(result.workload.version, "unknown")}, SHA-256 ${show(result.workload.executable_sha256, "unknown")}`,
    ...result.samples.flatMap(describeSample),
    ...notes(flags),
  ];
}

function describeSample(sample: Sample): string[] {
  const { whole_run, main_loop } = sample.sim_days_per_day;
  const name = `run ${sample.repetition}${sample.warmup ? " (warm-up)" : ""}`;
  const cpu = [sample.user_cpu_s.value, sample.system_cpu_s.value];
  const [user, system] = cpu.map((seconds) => (seconds === null ? "?" : seconds.toFixed(2)));
  const lines = [
    `${name}: ${sample.outcome}, wall ${sample.wall_s.toFixed(3)} s, CPU ${user} s user + ${system} s system, peak memory ${show(sample.peak_memory_mib, "unknown", " MiB")}`,
  ];
  if (whole_run.value !== null) {
    lines.push(
      `${name}: ${show(whole_run, "?")} simulated days per day (whole run), ${show(main_loop, "unknown")} (main loop)`,
    );
  }
  if (sample.phases.length > 0) {
    const phases = sample.phases.map(({ name: phase, wall_s }) => `${phase} ${wall_s.toFixed(3)} s`);
    lines.push(`${name}: ${phases.join(", ")}`);
  }
  return lines;
}

function notes({ emulated, proxy, valid }: Result["flags"]): string[] {
  return [
    ...(emulated.value === true ? ["emulated: functional evidence only, not performance"] : []),
    ...(emulated.value === null ? [`whether this was emulated is unknown: ${emulated.reason}`] : []),
    ...(proxy ? ["proxy workload: the cost of its own kernel, not GEOS-Chem's"] : []),
    ...(valid ? [] : ["this result is invalid and must not be compared"]),
  ];
}

function show(of: Observed<string | number>, otherwise: string, unit = ""): string {
  if (of.value === null) return otherwise;
  return typeof of.value === "string" ? of.value : `${of.value.toFixed(1)}${unit}`;
}
