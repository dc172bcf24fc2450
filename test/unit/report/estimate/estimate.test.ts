import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimate, type Estimate } from "../../../../report/estimate/estimate.ts";
import type { EstimateRequest } from "../../../../report/estimate/estimate-request.ts";
import { publishedRuns } from "../../../../report/estimate/published-runs.ts";
import { knownRun, knownRuns } from "../../../support/known-runs.ts";

const request: EstimateRequest = {
  simulation: "fullchem",
  resolution: "4x5",
  levels: 72,
  days: 10,
  threads: 16,
  instanceType: "c7a.4xlarge",
};
const record = {
  region: "us-east-1",
  operating_system: "Linux",
  purchase: "on-demand",
  recorded_on: "2026-01-01",
  source: "a test",
  certainty: "reported",
} as const;
const twoDollars = () => ({ usdPerHour: 2, record });
const seconds = (of: Estimate): number => of.wallSeconds.value?.value ?? Number.NaN;
const factor = (of: Estimate): number => of.model?.intervalFactor.value ?? Number.NaN;

describe("by hand", () => {
  // ln 100 and ln 121 have the mean ln 110 and the standard deviation ln(1.21)/√2 = 0.134789.
  const runs = knownRuns({ wallSeconds: 100 }, { wallSeconds: 121 });

  test("a day takes the geometric mean of the runs, days add up", () => {
    expect(seconds(estimate(request, runs))).toBeCloseTo(1100, 6);
  });

  test("levels are in proportion, threads by Amdahl's law with 0.09", () => {
    // (0.09 + 0.91/8) / (0.09 + 0.91/16) = 0.20375/0.146875
    const of = estimate({ ...request, levels: 47, threads: 8 }, runs);
    expect(seconds(of)).toBeCloseTo(1100 * (47 / 72) * (0.20375 / 0.146875), 6);
  });

  test("the interval: t with 1 degree of freedom × spread × √(1 + 1/2)", () => {
    const of = estimate(request, runs);
    expect(of.model?.spread.value).toBeCloseTo(0.134789, 6);
    expect(factor(of)).toBeCloseTo(Math.exp(12.706205 * 0.134789 * Math.sqrt(1.5)), 3);
    const [low, high] = of.wallSeconds.value?.interval.value ?? [];
    expect(low).toBeCloseTo(1100 / factor(of), 6);
    expect(high).toBeCloseTo(1100 * factor(of), 6);
  });

  test("runs that agree have the least spread that is believed: 0.03 measured, 0.15 published or imported", () => {
    const five = (origin: "measured" | "imported" | "published") =>
      estimate(request, knownRuns(...Array.from({ length: 5 }, () => ({ origin }))));
    // t(0.975; 4) = 2.776445
    expect(factor(five("measured"))).toBeCloseTo(Math.exp(2.776445 * 0.03 * Math.sqrt(1.2)), 5);
    expect(factor(five("imported"))).toBeCloseTo(Math.exp(2.776445 * 0.15 * Math.sqrt(1.2)), 5);
    expect(factor(five("published"))).toBeCloseTo(Math.exp(2.776445 * 0.15 * Math.sqrt(1.2)), 5);
  });

  test("one observation has no interval, and says so", () => {
    const of = estimate(request, [knownRun()]);
    expect(of.wallSeconds.value?.interval).toEqual({
      value: null,
      reason: "one observation has no spread: two are needed",
    });
  });

  test("initialisation counts once", () => {
    const of = estimate(request, [
      knownRun({ wallSeconds: 660, simulatedDays: 6, timers: { Initialization: 60 } }),
    ]);
    expect(seconds(of)).toBeCloseTo(60 + 10 * 100, 6);
    expect(of.initialisationSeconds.value).toBeCloseTo(60, 9);
  });

  test("cost: 1100 s at 2 dollars an hour, and 36.5 times as much a year", () => {
    const { usd, usdPerSimulatedYear } = estimate(request, runs, twoDollars);
    expect(usd.value?.value).toBeCloseTo((1100 / 3600) * 2, 9);
    expect(usdPerSimulatedYear.value?.value).toBeCloseTo((1100 / 3600) * 2 * 36.5, 9);
  });

  test("an instance type with runs has its own speed; the factor is its mean over that of the kind", () => {
    const slow = {
      machine: { processor: null, instanceType: "c7g.4xlarge", architecture: "arm64" as const },
    };
    const both = [
      ...knownRuns({}, {}),
      ...knownRuns({ ...slow, wallSeconds: 400, id: "a" }, { ...slow, wallSeconds: 400, id: "b" }),
    ];
    const of = estimate({ ...request, instanceType: "c7g.4xlarge" }, both);
    expect(seconds(of)).toBeCloseTo(4000, 6);
    expect(of.model?.machineFactor).toBeCloseTo(2, 9);
    expect(of.basis).toMatchObject({ tag: "measured", n: 2 });
    const elsewhere = estimate({ ...request, instanceType: "c8g.4xlarge" }, both);
    expect(seconds(elsewhere)).toBeCloseTo(2000, 6);
    expect(elsewhere.model?.machineFactor).toBe(1);
  });

  test("coefficients: seconds per cell, level and step", () => {
    const [phase] = estimate(request, [knownRun()]).phases;
    expect(phase?.secondsPerCellLevelStep).toBeCloseTo(100 / (72 * 46 * 72 * 144), 15);
  });
});

describe("what counts as a run", () => {
  test("runs of one observer in one configuration are one observation, whatever their length", () => {
    const same = { observer: "i-1" };
    const runs = knownRuns(
      { ...same, wallSeconds: 100 },
      { ...same, wallSeconds: 800, simulatedDays: 4 },
      { wallSeconds: 400 },
    );
    const of = estimate(request, runs);
    expect(of.basis.n).toBe(2);
    expect(seconds(of)).toBeCloseTo(10 * Math.sqrt(Math.sqrt(100 * 200) * 400), 6);
  });

  test("other kinds and GCHP change nothing", () => {
    const runs = knownRuns({}, { wallSeconds: 120 });
    const others = [
      knownRun({ id: "x", simulation: "fullchem benchmark", wallSeconds: 9999 }),
      knownRun({ id: "y", model: "GCHP", wallSeconds: 9999 }),
    ];
    expect(estimate(request, [...runs, ...others])).toEqual(estimate(request, runs));
  });

  test.each([
    ["threads", { threads: null }, "threads not reported"],
    ["levels", { levels: null }, "levels not reported"],
    ["grid", { resolution: null }, "resolution not reported"],
    ["a nested grid", { resolution: "0.5x0.625 NA" }, "grid 0.5x0.625 NA"],
    ["length", { simulatedDays: null }, "simulated time not reported"],
    ["time", { wallSeconds: null }, "wall time not reported"],
  ])("nothing is imputed: a run without %s is left out and named", (_, missing, reason) => {
    const runs = knownRuns({}, { wallSeconds: 120 });
    const of = estimate(request, [...runs, knownRun({ id: "incomplete", ...missing })]);
    expect(of.wallSeconds).toEqual(estimate(request, runs).wallSeconds);
    expect(of.basis.leftOut).toEqual([{ id: "incomplete", reason }]);
  });

  test("a kind without a usable run is unknown: no figure, the reason instead", () => {
    const of = estimate(request, [knownRun({ threads: null })], twoDollars);
    expect(of.basis.tag).toBe("unknown");
    for (const figure of [of.wallSeconds, of.usd, of.usdPerSimulatedYear]) {
      expect(figure).toEqual({
        value: null,
        reason: "no usable run of this kind (run: threads not reported)",
      });
    }
    expect(of.plan).toMatchObject({
      instanceType: "c7a.4xlarge",
      instances: 5,
      hoursAtMost: null,
      usdAtMost: null,
    });
  });

  test("no price: the cost is null with the reason, the time is not", () => {
    const of = estimate(request, [knownRun()], () => undefined);
    expect(of.usd).toEqual({ value: null, reason: "no price of c7a.4xlarge is on record" });
    expect(seconds(of)).toBeCloseTo(1000, 6);
  });
});

describe("phases", () => {
  const published = estimate({ ...request, instanceType: null }, publishedRuns());

  test("they and the initialisation add up to the wall time", () => {
    const sum = published.phases.reduce((total, { seconds: { value } }) => total + value, 0);
    expect(sum + (published.initialisationSeconds.value ?? 0)).toBeCloseTo(seconds(published), 6);
    expect(published.phases.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 9);
  });

  test("from the pair that the exponents are of, each grid is predicted as it ran", () => {
    // Initialisation, which the remainder's exponent is without, is known from two runs of no known grid.
    const pair = publishedRuns().filter(({ id }) => /16thr-7d$|13\.0\.0/.test(id));
    const at = (resolution: string) =>
      seconds(estimate({ ...request, resolution, instanceType: null, days: 7 }, pair));
    expect(at("2x2.5") / at("4x5")).toBeCloseTo(17217.1 / 3657.8, 1);
  });

  test("a remainder below zero keeps its interval in order", () => {
    const timers = {
      HEMCO: 20,
      "All chemistry": 60,
      Transport: 10,
      Convection: 5,
      "Boundary layer mixing": 5,
      "Dry deposition": 1,
      "Wet deposition": 2,
      Diagnostics: 2,
    };
    const of = estimate(request, knownRuns({ timers }, { timers }));
    const remainder = of.phases.find(({ name }) => name === "Remainder")?.seconds;
    expect(remainder?.value).toBeCloseTo(-50, 6);
    const [low = 0, high = 0] = remainder?.interval.value ?? [];
    expect(low).toBeLessThan(high);
  });
});

describe("what a figure is called", () => {
  const measured = knownRuns({}, { wallSeconds: 110 });
  const publishedPair = knownRuns(
    { origin: "published", machine: { processor: null, instanceType: null, architecture: null } },
    {
      origin: "published",
      threads: 24,
      machine: { processor: "AMD EPYC 7513", instanceType: null, architecture: "x86_64" },
    },
  );
  test.each([
    ["measured", measured, {}, []],
    ["extrapolated", measured, { threads: 8 }, ["8 threads: runs have 16"]],
    ["interpolated", [...measured, knownRun({ id: "z", threads: 4 })], { threads: 8 }, []],
    ["extrapolated", measured, { resolution: "2x2.5", instanceType: null, threads: 16 }, ["no run at 2x2.5"]],
    ["extrapolated", measured, { levels: 47 }, ["no run with 47 levels"]],
    ["extrapolated", measured, { instanceType: "c7i.16xlarge" }, ["no GEOS-Chem run on c7i.16xlarge"]],
    ["extrapolated", measured, { instanceType: "c7g.4xlarge" }, ["no GEOS-Chem run on Graviton"]],
    ["published", publishedPair, { instanceType: null }, ["nothing is known of the machine"]],
    ["interpolated", publishedPair, { instanceType: null, threads: 20 }, []],
  ] as const)("%s", (tag, runs, change, reasons) => {
    const of = estimate({ ...request, ...change }, runs);
    expect(of.basis).toMatchObject({ tag, reasons });
    expect(of.wallSeconds.value?.tag).toBe(tag);
    for (const { seconds: figure } of of.phases) expect(figure.tag).toBe(tag);
  });

  test("an extrapolation has a plan: five fresh instances, two lengths, hours and dollars at the interval's end", () => {
    const of = estimate({ ...request, instanceType: "c7g.4xlarge" }, measured, twoDollars);
    const [, high = 0] = of.wallSeconds.value?.interval.value ?? [];
    const hours = (5 * (high / 10) * (1 + 7)) / 3600;
    expect(of.plan).toMatchObject({ instanceType: "c7g.4xlarge", instances: 5, days: [1, 7] });
    expect(of.plan?.hoursAtMost).toBeCloseTo(hours, 9);
    expect(of.plan?.usdAtMost).toBeCloseTo(2 * hours, 9);
  });

  test("a measurement needs none", () => {
    expect(estimate(request, measured).plan).toBeNull();
  });
});

describe("refusals", () => {
  test.each([
    [
      "threads above the cores",
      { instanceType: "c7i.4xlarge", threads: 9 },
      "does-not-fit",
      /8 physical cores.*9 threads, allowed: 1 to 8/,
    ],
    [
      "memory that does not fit",
      { resolution: "2x2.5" },
      "does-not-fit",
      /needs 30 to 40 GB.*31 of its 32 GiB/,
    ],
    ["an unknown type", { instanceType: "m9z.large" }, "unknown-instance-type", /m9z\.large/],
    ["an unknown simulation", { simulation: "full" }, "bad-option", /"full"\. Known: .*"fullchem"/],
    ["an unknown grid", { resolution: "1x1" }, "bad-option", /"1x1"\. Allowed: 4x5, 2x2\.5/],
    ["levels", { levels: 60 }, "bad-option", /given 60, allowed: 72, 47/],
    ["no days", { days: 0 }, "bad-option", /given 0/],
    ["days that are no number", { days: Number.NaN }, "bad-option", /given NaN/],
    ["half a thread", { threads: 1.5 }, "bad-option", /given 1\.5/],
    [
      "neither threads nor a type",
      { threads: null, instanceType: null },
      "bad-option",
      /Neither threads nor/,
    ],
  ])("%s", (_, change, code, message) => {
    const given = () => estimate({ ...request, ...change }, publishedRuns());
    expect(given).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
    );
  });

  test("2x2.5 fits where there are 40 GB", () => {
    expect(() =>
      estimate({ ...request, resolution: "2x2.5", instanceType: "c7g.16xlarge" }, publishedRuns()),
    ).not.toThrow();
  });

  test("without threads an instance type uses its physical cores", () => {
    expect(
      estimate({ ...request, threads: null, instanceType: "c7i.16xlarge" }, publishedRuns()).request.threads,
    ).toBe(32);
  });
});

describe("properties", () => {
  const runs = publishedRuns();
  const cases = fc.record({
    resolution: fc.constantFrom("4x5", "2x2.5"),
    levels: fc.constantFrom(72, 47),
    days: fc.double({ min: 0.1, max: 3650, noNaN: true }),
    threads: fc.integer({ min: 1, max: 63 }),
  });
  const at = (change: Partial<EstimateRequest>) =>
    estimate({ ...request, instanceType: "c7g.16xlarge", ...change }, runs, twoDollars);

  test("more days are never cheaper or faster", () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 100, noNaN: true }), (of, more) => {
        const [few, many] = [at(of), at({ ...of, days: of.days + more })];
        expect(seconds(many)).toBeGreaterThanOrEqual(seconds(few));
        expect(many.usd.value?.value).toBeGreaterThanOrEqual(few.usd.value?.value ?? Infinity);
      }),
    );
  });

  test("more threads are never slower, more levels or cells never faster", () => {
    fc.assert(
      fc.property(cases, (of) => {
        expect(seconds(at({ ...of, threads: of.threads + 1 }))).toBeLessThan(seconds(at(of)));
        expect(seconds(at({ ...of, levels: 72 }))).toBeGreaterThan(seconds(at({ ...of, levels: 47 })));
        expect(seconds(at({ ...of, resolution: "2x2.5" }))).toBeGreaterThan(
          seconds(at({ ...of, resolution: "4x5" })),
        );
      }),
    );
  });

  test("every figure lies in its interval", () => {
    fc.assert(
      fc.property(cases, (of) => {
        const { wallSeconds, usd, usdPerSimulatedYear, phases } = at(of);
        const figures = [
          wallSeconds.value,
          usd.value,
          usdPerSimulatedYear.value,
          ...phases.map((phase) => phase.seconds),
        ];
        for (const figure of figures) {
          const [low = Infinity, high = -Infinity] = figure?.interval.value ?? [];
          expect(figure?.value).toBeGreaterThanOrEqual(low);
          expect(figure?.value).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  test("the unit of time of the runs does not matter: all of them twice as long are estimated twice as long", () => {
    const twice = runs.map((run) => ({
      ...run,
      wallSeconds: run.wallSeconds && 2 * run.wallSeconds,
      timers: Object.fromEntries(Object.entries(run.timers).map(([name, of]) => [name, 2 * of])),
    }));
    const plain = { ...request, instanceType: null };
    expect(seconds(estimate(plain, twice)) / seconds(estimate(plain, runs))).toBeCloseTo(2, 7);
  });
});
