import { describe, expect, it } from "vitest";
import { proxyIndex as indexOf, type ProxyIndex } from "../../../../contract/proxy-index/proxy-index.ts";
import {
  publishedShare,
  runsWithPhases,
  weighedPhases,
} from "../../../../contract/proxy-index/published-shares.ts";
import { referenceFrom } from "../../../../contract/proxy-index/reference-machine.ts";
import { workloadReport, type WorkloadReport } from "../../../../contract/workload-report.ts";

const known = {
  HEMCO: 2,
  "=> Gas-phase chem": 40,
  "=> Photolysis": 1,
  "=> Aerosol chem": 4,
  Transport: 8,
  Convection: 3,
  "Boundary layer mixing": 3,
  "Wet deposition": 2,
  "Unit conversions": 2,
} as const;

const machine = {
  machine: "one of a test",
  how: "made up for a test",
  measured_on: "2026-01-01",
  cases: [
    {
      resolution: "4x5",
      levels: 72,
      tracers: 300,
      mechanism: "ts1",
      solver: "generated",
      threads: 2,
      seconds_per_hour: known,
    },
  ],
};

const proxyIndex = (of: WorkloadReport): ProxyIndex => indexOf(of, machine);

/** A report of three hours, each phase as long as on the reference machine times a factor of its own. */
function report(factor: (phase: string) => number, change: object = {}): WorkloadReport {
  return workloadReport.parse({
    report_version: 1,
    program: "ctm-proxy",
    version: "0.1.0",
    compiler: "GCC",
    compiler_options: "-O3 -funroll-loops -march=x86-64 -mtune=generic",
    simulation: "fullchem",
    flow: "three-d",
    grid: { resolution: "4x5", nlon: 72, nlat: 46, nlev: 72 },
    tracers: 300,
    mechanism: {
      name: "ts1",
      solver: "generated",
      species: 209,
      reactions: 547,
      jacobian_entries: 1,
      lu_entries: 1,
      relative_tolerance: 5e-4,
      absolute_tolerance_molecules_per_cm3: 0.01,
    },
    time_step_s: 600,
    steps: 18,
    simulated_seconds: 3 * 3600,
    spin_up_seconds: 3600,
    threads: 2,
    phases: Object.entries(known).map(([name, seconds]) => ({
      name,
      wall_s: 3 * seconds * factor(name),
      cpu_s: 1,
      calls: 1,
    })),
    main_loop_wall_s: 1,
    total_wall_s: 1,
    work: {
      bytes_model: 1,
      flops_model: 1,
      phases: [{ name: "Transport", cell_updates: 1, bytes_model: 1, flops_model: 1 }],
      model: "counted",
    },
    peak_memory_mib: { value: 1 },
    verification: { passed: true, checks: [{ name: "x", value: 0, limit: 1, unit: "1", passed: true }] },
    error_norms: null,
    checksum: "0",
    ...change,
  });
}

const valueOf = (found: ProxyIndex): number => found.value.value ?? Number.NaN;

describe("the weighted index", () => {
  it("is 1 for the reference machine, and half for one twice as fast in everything", () => {
    expect(valueOf(proxyIndex(report(() => 1)))).toBeCloseTo(1, 12);
    expect(valueOf(proxyIndex(report(() => 0.5)))).toBeCloseTo(0.5, 12);
  });

  it("weighs a phase by the model's share, not by the proxy's own", () => {
    const slow = proxyIndex(report((phase) => (phase === "Transport" ? 2 : 1)));
    const weight = publishedShare("Transport") ?? Number.NaN;
    expect(valueOf(slow)).toBeCloseTo(1 + weight / slow.covered, 12);
    expect(weight).toBeCloseTo(0.089, 3);
  });

  it("lies between its fastest and its slowest phase", () => {
    const factors = new Map(Object.keys(known).map((name, at) => [name, 0.4 + at / 4]));
    const found = valueOf(proxyIndex(report((phase) => factors.get(phase) ?? Number.NaN)));
    expect(found).toBeGreaterThan(0.4);
    expect(found).toBeLessThan(0.4 + 8 / 4);
  });

  it("says which share of the model it covers, and why it leaves out the rest", () => {
    const { covered, phases } = proxyIndex(report(() => 1));
    expect(covered).toBeCloseTo(0.94, 2);
    const left = phases.filter(({ weight }) => weight.value === null).map(({ phase }) => phase);
    expect(left).toEqual(["=> Linearized chem", "Dry deposition", "Diagnostics"]);
  });

  it("covers less where a program has no phase", () => {
    const all = report(() => 1);
    const without = { ...all, phases: all.phases.filter(({ name }) => name !== "HEMCO") };
    const found = proxyIndex(without);
    expect(valueOf(found)).toBeCloseTo(1, 12);
    expect(found.covered).toBeCloseTo(proxyIndex(all).covered - (publishedShare("HEMCO") ?? 0), 12);
  });

  it.each([
    ["another grid", { grid: { resolution: "2x2.5", nlon: 144, nlat: 91, nlev: 72 } }, /has not run it/],
    ["more threads", { threads: 16 }, /16 threads/],
    ["fewer tracers", { tracers: 210 }, /210 tracers/],
    ["spin-up among its hours", { spin_up_seconds: undefined }, /sub-steps/],
    ["another simulation", { simulation: "chemistry" }, /fullchem/],
  ])("has none for %s", (_, change, reason) => {
    const { value } = proxyIndex(report(() => 1, change));
    expect(value).toMatchObject({ value: null, reason: expect.stringMatching(reason) as unknown });
  });

  it("has none for the vector solver, which older reports do not name", () => {
    const { mechanism } = report(() => 1);
    const older = report(() => 1, { mechanism: { ...mechanism, solver: undefined } });
    expect(proxyIndex(older).value).toMatchObject({ value: null });
  });

  it("takes any run for its reference: then it is of two machines", () => {
    const [slow, fast] = [report(() => 1.5, { threads: 64 }), report(() => 1.2, { threads: 64 })];
    const found = indexOf(fast, referenceFrom(slow, "the slow one", "2026-01-01"));
    expect(valueOf(found)).toBeCloseTo(1.2 / 1.5, 12);
  });

  it.each([
    ["-O3 -march=sapphirerapids", false],
    ["-O3 -mcpu=neoverse-v2", false],
    ["-O3 -march=x86-64 -mtune=generic", true],
    ["-O3 -mlittle-endian", true],
  ])("with %s ranks processors: %s", (options, ranks) => {
    expect(proxyIndex(report(() => 1, { compiler_options: options })).ranks.value !== null).toBe(ranks);
  });
});

it("the published shares of every run leave something for what has no timer", () => {
  for (const run of runsWithPhases) {
    const sum = weighedPhases.reduce((total, phase) => total + (publishedShare(phase, run) ?? 0), 0);
    expect(sum, run).toBeLessThan(1);
    expect(sum, run).toBeGreaterThan(0.5);
  }
});
