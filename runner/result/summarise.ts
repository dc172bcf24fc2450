import { formatBytes } from "../system/format-amount.ts";
import type { Observed } from "../../contract/observed.ts";
import type { Result, Sample } from "../../contract/result.ts";

/** The result in a few lines for whoever reads the log. */
export function summarise(result: Result): string[] {
  const { environment, flags } = result;
  return [
    `outcome: ${result.outcome}${result.outcome_reason ? `: ${result.outcome_reason}` : ""}`,
    `machine: ${show(environment.instance_type, "instance type unknown")}, ${show(environment.cpu_model, "processor unknown")}, ${show(environment.architecture, "?")}, ${environment.threads} threads`,
    `program: version ${show(result.workload.version, "unknown")}, SHA-256 ${show(result.workload.executable_sha256, "unknown")}`,
    ...describeStaging(result.staging),
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
  for (const what of sample.neighbours.value?.disturbances ?? []) lines.push(`${name}: DISTURBED: ${what}`);
  lines.push(...describeInput(sample).map((line) => `${name}: ${line}`));
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

function describeStaging({ value }: Result["staging"]): string[] {
  if (value === null) return [];
  const steps = value.steps.map(({ step, times, seconds, bytes }) => {
    const often = times === 1 ? "" : `, ${times} times`;
    return `${step} ${seconds.toFixed(1)} s${bytes === null ? "" : ` (${formatBytes(bytes)}${often})`}`;
  });
  return [`staging: ${value.seconds.toFixed(1)} s: ${steps.join(", ")}`];
}

function describeInput({ input, storage_read_bytes: storage, report }: Sample): string[] {
  if (input.value === null) return [];
  const { asked, made, found } = input.value;
  const how =
    made.value === asked || asked === "as-found"
      ? ""
      : ` (not made so: ${"reason" in made ? made.reason : ""})`;
  const met = found.value ?? `unknown: ${found.reason}`;
  const read = storage.value === null ? "" : `, ${formatBytes(storage.value)} read from storage`;
  const lines = [`input asked ${asked}${how}, met ${met}${read}`];
  const days = report?.program === "gcclassic" ? report.input_days?.value : null;
  if (days) {
    const [first, ...later] = days.days.map((day) => day.hemco_reading_s);
    const before = days.before_first_step.hemco_reading_s;
    const rest =
      later.length === 0
        ? ""
        : `, later days ${Math.min(...later).toFixed(1)} to ${Math.max(...later).toFixed(1)} s each`;
    lines.push(
      `HEMCO's reading, at least: ${before.toFixed(1)} s before the first step, ${(first ?? 0).toFixed(1)} s in the first day${rest}`,
    );
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
