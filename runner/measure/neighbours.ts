import { posix } from "node:path";
import type { Neighbours } from "../../contract/neighbours.ts";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { controlGroups } from "../system/control-groups.ts";
import type { SystemFiles } from "../system/system-files.ts";

/** USER_HZ, the unit of /proc/stat. */
const ticksPerSecond = 100;

/** Shares from which on a machine is not quiet: of the quota's periods, of the CPUs' time, of the wall time. Ours. */
const bounds = { throttled: 0.01, steal: 0.01, others: 0.05, memory: 0.01 } as const;

const pressures = ["cpu_some_s", "memory_some_s", "memory_full_s", "io_some_s", "io_full_s"] as const;

/** Counters of the kernel at one time; `undefined` where it does not show them. */
interface Counters {
  readonly throttledSeconds: number | undefined;
  readonly periods: number | undefined;
  readonly throttledPeriods: number | undefined;
  readonly pressure: Readonly<Record<(typeof pressures)[number], number | undefined>>;
  readonly cpu: { readonly busy: number; readonly steal: number; readonly cpus: number } | undefined;
  readonly load: number | undefined;
}

export function readCounters(files: SystemFiles): Counters {
  return {
    ...throttling(files),
    pressure: {
      cpu_some_s: pressure("cpu", "some", files),
      memory_some_s: pressure("memory", "some", files),
      memory_full_s: pressure("memory", "full", files),
      io_some_s: pressure("io", "some", files),
      io_full_s: pressure("io", "full", files),
    },
    cpu: cpuTimes(files.text("/proc/stat") ?? ""),
    load: numberOf(/^([\d.]+) /.exec(files.text("/proc/loadavg") ?? "")),
  };
}

/** The sum over the groups that have a quota: usually one. Version 2 counts microseconds, version 1 nanoseconds. */
function throttling(files: SystemFiles): Pick<Counters, "throttledSeconds" | "periods" | "throttledPeriods"> {
  const stats = controlGroups("cpu", files).flatMap(({ directory }) => {
    const text = files.text(posix.join(directory, "cpu.stat")) ?? "";
    const periods = numberOf(/^nr_periods (\d+)$/m.exec(text));
    const throttledPeriods = numberOf(/^nr_throttled (\d+)$/m.exec(text));
    const [microseconds, nanoseconds] = [/^throttled_usec (\d+)$/m, /^throttled_time (\d+)$/m].map((line) =>
      numberOf(line.exec(text)),
    );
    if (periods === undefined || throttledPeriods === undefined) return [];
    return [{ periods, throttledPeriods, seconds: (microseconds ?? 0) / 1e6 + (nanoseconds ?? 0) / 1e9 }];
  });
  if (stats.length === 0)
    return { throttledSeconds: undefined, periods: undefined, throttledPeriods: undefined };
  const sum = (of: (stat: (typeof stats)[number]) => number) =>
    stats.reduce((total, stat) => total + of(stat), 0);
  return {
    throttledSeconds: sum((stat) => stat.seconds),
    periods: sum((stat) => stat.periods),
    throttledPeriods: sum((stat) => stat.throttledPeriods),
  };
}

/** Seconds in all (PSI: Documentation/accounting/psi.rst of Linux; the total is in microseconds). */
function pressure(
  what: "cpu" | "memory" | "io",
  kind: "some" | "full",
  files: SystemFiles,
): number | undefined {
  const text = files.text(`/proc/pressure/${what}`) ?? "";
  const microseconds = numberOf(new RegExp(`^${kind} .*total=(\\d+)$`, "m").exec(text));
  return microseconds === undefined ? undefined : microseconds / 1e6;
}

/** user, nice, system, idle, iowait, irq, softirq, steal; guests are within user (proc_stat(5)). */
function cpuTimes(stat: string): Counters["cpu"] {
  const fields = /^cpu +([\d ]+)$/m.exec(stat)?.[1]?.trim().split(/ +/).map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal] = fields;
  if (steal === undefined) return undefined;
  return {
    busy: (user + nice + system + irq + softirq) / ticksPerSecond,
    steal: steal / ticksPerSecond,
    cpus: stat.match(/^cpu\d+ /gm)?.length ?? 0,
  };
}

const numberOf = (match: RegExpExecArray | null): number | undefined =>
  match?.[1] === undefined ? undefined : Number(match[1]);

interface Run {
  readonly wallSeconds: number;
  /** Of the workload, user and system. */
  readonly cpuSeconds: Observed<number>;
}

/** What went on between two readings, during which one workload ran. */
export function neighboursBetween(before: Counters, after: Counters, run: Run): Neighbours {
  const grown = (from: number | undefined, to: number | undefined, what: string): Observed<number> =>
    from === undefined || to === undefined
      ? unknownBecause(`this machine does not show ${what}`)
      : { value: Math.max(0, to - from) };
  const quota = "throttling of control groups (cpu.stat)";
  const periods = grown(before.periods, after.periods, quota);
  const throttledPeriods = grown(before.throttledPeriods, after.throttledPeriods, quota);
  const busy = grown(before.cpu?.busy, after.cpu?.busy, "CPU times (/proc/stat)");
  const others =
    run.cpuSeconds.value === null || busy.value === null
      ? unknownBecause(reasonOf(busy) ?? reasonOf(run.cpuSeconds) ?? "")
      : { value: Math.max(0, busy.value - run.cpuSeconds.value) };
  const measured = {
    throttled_s: grown(before.throttledSeconds, after.throttledSeconds, quota),
    throttled_periods_share:
      periods.value === null || throttledPeriods.value === null
        ? unknownBecause(`this machine does not show ${quota}`)
        : periods.value === 0
          ? unknownBecause("the control groups have no CPU quota")
          : { value: Math.min(1, throttledPeriods.value / periods.value) },
    pressure: Object.fromEntries(
      pressures.map((name) => [
        name,
        grown(before.pressure[name], after.pressure[name], "pressure (/proc/pressure)"),
      ]),
    ) as Neighbours["pressure"],
    steal_s: grown(before.cpu?.steal, after.cpu?.steal, "CPU times (/proc/stat)"),
    other_cpu_s: others,
    load_1min: { start: loadOf(before), end: loadOf(after) },
  };
  return { ...measured, disturbances: disturbances(measured, run.wallSeconds, after.cpu?.cpus ?? 0) };
}

const reasonOf = (of: Observed<number>): string | undefined => ("reason" in of ? of.reason : undefined);

const loadOf = ({ load }: Counters): Observed<number> =>
  load === undefined
    ? unknownBecause("this machine does not show its load (/proc/loadavg)")
    : { value: load };

function disturbances(of: Omit<Neighbours, "disturbances">, wallSeconds: number, cpus: number): string[] {
  const cpuSeconds = wallSeconds * cpus;
  const shares: [share: number, bound: number, what: string][] = [
    [
      of.throttled_periods_share.value ?? 0,
      bounds.throttled,
      "of the periods of its CPU quota it was throttled",
    ],
    [(of.steal_s.value ?? 0) / cpuSeconds, bounds.steal, "of the CPUs' time was stolen by the hypervisor"],
    [(of.other_cpu_s.value ?? 0) / cpuSeconds, bounds.others, "of the CPUs' time went to other processes"],
    [
      (of.pressure.memory_full_s.value ?? 0) / wallSeconds,
      bounds.memory,
      "of the time everything waited for memory",
    ],
  ];
  return shares
    .filter(([share, bound]) => share > bound)
    .map(([share, , what]) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} % ${what}`);
}
