import type { Observed } from "../../contract/observed.ts";
import type { Result, Sample } from "../../contract/result.ts";

/** The result in a few lines for whoever reads the log. */
export function summarise(result: Result): string[] {
  const { environment, flags } = result;
  return [
    `outcome: ${result.outcome}${result.outcome_reason ? `: ${result.outcome_reason}` : ""}`,
    `machine: ${show(environment.instance_type, "instance type unknown")}, ${show(environment.cpu_model, "processor unknown")}, ${show(environment.architecture, "?")}, ${environment.threads} threads`,
    `program: version ${show(result.workload.version, "unknown")}, SHA-256 ${show(result.workload.executable_sha256, "unknown")}`,
    ...result.samples.flatMap((sample) => describeSample(sample, environment.threads)),
    ...notes(flags),
  ];
}

function describeSample(sample: Sample, asked: number): string[] {
  const { whole_run, main_loop } = sample.sim_days_per_day;
  const name = `run ${sample.repetition}${sample.warmup ? " (warm-up)" : ""}`;
  const cpu = [sample.user_cpu_s.value, sample.system_cpu_s.value];
  const [user, system] = cpu.map((seconds) => (seconds === null ? "?" : seconds.toFixed(2)));
  const lines = [
    `${name}: ${sample.outcome}, wall ${sample.wall_s.toFixed(3)} s, CPU ${user} s user + ${system} s system, peak memory ${show(sample.peak_memory_mib, "unknown", " MiB")}`,
  ];
  lines.push(`${name}: ${describeThreads(sample.placement, asked)}`);
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

function describeThreads({ value, ...unknown }: Sample["placement"], asked: number): string {
  if (value === null) return `threads not seen: ${"reason" in unknown ? unknown.reason : ""}`;
  const times = value.per_thread.slice(0, value.working_threads).map(({ cpu_s }) => cpu_s);
  const spread = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s of CPU each`;
  const { differences } = value;
  const asAsked =
    differences.value === null
      ? `not compared with what was asked: ${differences.reason}`
      : differences.value.length === 0
        ? "as asked"
        : `NOT as asked: ${differences.value.join("; ")}`;
  return `${value.threads} threads seen, ${value.working_threads} working (${asked} asked), ${value.binding}, ${spread} by ${value.last_reading_s.toFixed(1)} s; ${asAsked}`;
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
