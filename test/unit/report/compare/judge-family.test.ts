import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Arm, Contrast, InstanceRuns } from "../../../../report/compare/arm.ts";
import { explore, judgeFamily } from "../../../../report/compare/judge-family.ts";
import type { Verdict } from "../../../../report/compare/verdict.ts";
import { verdictText } from "../../../../report/compare/verdict-text.ts";
import { interleaved, ranAt, syntheticArm, wallTime, syntheticSurroundings } from "../../../support/arms.ts";
import { fractionOfFamilies, hasDifference } from "../../../support/families.ts";
import { noises } from "../../../support/noise.ts";

const base = [100, 101, 99.5, 100.4, 99.8];
const times = (factor: number) => base.map((value, index) => value * factor * (1 + 0.001 * index));

function one(contrast: Contrast): Verdict {
  const [verdict] = judgeFamily([contrast]);
  if (!verdict) throw new Error("no verdict");
  return verdict;
}

const text = (contrast: Contrast): string => verdictText(one(contrast));
const changed = (arm: Arm, more: Partial<InstanceRuns>): Arm => ({
  ...arm,
  instances: arm.instances.map((of, index) => (index === 0 ? { ...of, ...more } : of)),
});

describe("the words", () => {
  test("faster is better, slower is worse, and higher is better where the measure says so", () => {
    expect(text(interleaved("c", base, times(0.8)))).toBe(
      "better; ratio 0.802 (95 % 0.795 to 0.808, n=5 instances); family of 1",
    );
    expect(one(interleaved("c", base, times(1.2))).ruling.word).toBe("worse");
    const throughput = { name: "throughput", unit: "days/day", better: "higher" } as const;
    expect(one({ ...interleaved("c", base, times(1.2)), measure: throughput }).ruling.word).toBe("better");
  });

  test("a real difference that does not matter is equivalent, however small p is", () => {
    const verdict = one(interleaved("c", base, times(1.03)));
    expect(verdict.ruling.word).toBe("equivalent");
    expect(verdict.evidence.test.value?.p).toBeLessThan(0.05);
  });

  test("a band of ±1 % leaves the same difference a difference", () => {
    const [verdict] = judgeFamily([interleaved("c", base, times(1.03))], { band: 1.01 });
    expect(verdict?.ruling.word).toBe("worse");
    expect(() => judgeFamily([interleaved("c", base, base)], { band: 0.95 })).toThrow(
      expect.objectContaining({ code: "band-not-above-one" }),
    );
  });

  test("neither shown: inconclusive, and the interval says what is possible", () => {
    const wide = [100, 118, 93, 104, 88];
    expect(text(interleaved("c", wide, [108, 97, 121, 92, 111]))).toBe(
      "inconclusive; ratio 1.052 (95 % 0.895 to 1.237, n=5 instances); family of 1",
    );
  });
});

describe("what comes before the words", () => {
  test("too few instances for the size of the family", () => {
    const three = interleaved("c", base.slice(0, 3), times(0.5).slice(0, 3));
    expect(text(three)).toContain("inconclusive: n=3, needs 5; ratio 0.500 (95 % ");
    const family = Array.from({ length: 7 }, () => interleaved("c", base, times(0.5)));
    const [verdict] = judgeFamily(family);
    expect(verdict && verdictText(verdict)).toContain("inconclusive: n=5, needs 6;");
    expect(verdict && verdictText(verdict)).toContain("family of 7");
  });

  test("two instances have a ratio and no interval", () => {
    const two = one(interleaved("c", base.slice(0, 2), times(0.5).slice(0, 2)));
    expect(two.evidence.ratio.value).toBeCloseTo(0.5, 2);
    expect(two.evidence.interval).toEqual({ value: null, reason: "n=2: it needs 3 instances" });
    expect(verdictText(two)).toContain("(no interval, n=2 instances)");
  });

  test("ten runs on one instance are one observation", () => {
    const arm = (label: string, value: number) =>
      syntheticArm(label, [Array.from({ length: 10 }, () => value)], [0]);
    const contrast = { name: "c", measure: wallTime, baseline: arm("a", 100), candidate: arm("b", 80) };
    expect(text(contrast)).toContain("n=1, needs 5");
  });

  test("runs without instance id count as one instance for each host", () => {
    const onHost = (arm: Arm, host: string): Arm => ({
      ...arm,
      instances: arm.instances.map((of) => ({ ...of, instance: { kind: "host", host } as const })),
    });
    const { baseline, candidate, ...rest } = interleaved("c", base, times(0.8));
    const verdict = one({ ...rest, baseline: onHost(baseline, "x"), candidate: onHost(candidate, "y") });
    expect(verdict.evidence.baseline.instances).toHaveLength(1);
    expect(verdictText(verdict)).toContain("n=1, needs 5");
    expect(verdictText(verdict)).toContain("no instance id: all runs of a host are one instance");
  });

  test("arms one after the other are confounded with time, and so are arms of unknown time", () => {
    const arm = (label: string, values: readonly number[], first: number) =>
      syntheticArm(
        label,
        values.map((value) => [value]),
        values.map((_, index) => first + index),
      );
    const apart = {
      name: "c",
      measure: wallTime,
      baseline: arm("a", base, 0),
      candidate: arm("b", times(0.5), 5),
    };
    expect(text(apart)).toContain("inconclusive: confounded with time; ratio 0.501");
    const timeless = changed(apart.candidate, { runs: [{ value: 50, ran: null, result: "r" }] });
    expect(text({ ...apart, candidate: timeless })).toContain(
      "confounded with time (it is not known when all ran)",
    );
  });

  test("runs at the same time interleave", () => {
    const together = (label: string, values: readonly number[]) =>
      syntheticArm(
        label,
        values.map((value) => [value]),
        values.map(() => 0),
      );
    const contrast = {
      name: "c",
      measure: wallTime,
      baseline: together("a", base),
      candidate: together("b", times(0.5)),
    };
    expect(one(contrast).ruling.word).toBe("better");
  });

  test("unequal spread and unequal numbers withhold better and worse, not equivalent", () => {
    const wild = [40, 70, 52, 61, 45];
    expect(text(interleaved("c", base, wild))).toMatch(
      /^inconclusive: unequal spread \(one arm \d+\.\d times the other\)/,
    );
    const five = interleaved("c", base, times(0.8));
    const six = interleaved("c", [...base, 100.2], times(0.8));
    expect(text({ ...five, baseline: six.baseline })).toContain(
      "unequal spread cannot be excluded (n=6 against n=5)",
    );
    const equal = interleaved("c", [...base, 100.2], base);
    expect(one({ ...equal, candidate: five.baseline, baseline: equal.baseline }).ruling.word).toBe(
      "equivalent",
    );
  });
});

describe("what may not be judged", () => {
  const contrast = interleaved("c", base, times(0.8));
  test.each([
    ["emulated", "none: emulated (b: under QEMU)"],
    ["invalid", "none: invalid (b: under QEMU)"],
    ["claim-differs", "none: claim-differs (b: under QEMU)"],
    ["not-as-asked", "none: not-as-asked (b: under QEMU)"],
  ] as const)("%s", (kind, expected) => {
    const candidate = changed(contrast.candidate, { reservations: [{ kind, reason: "under QEMU" }] });
    expect(text({ ...contrast, candidate })).toContain(expected);
  });

  test("the proxy against GEOS-Chem", () => {
    const candidate = {
      ...contrast.candidate,
      subject: { ...contrast.candidate.subject, engine: ["geos-chem-classic"] },
    };
    expect(text({ ...contrast, candidate })).toContain(
      "none: mismatched engine (proxy against geos-chem-classic)",
    );
  });

  test("an arm of two compilers; two kernels are printed", () => {
    const surroundings = { ...syntheticSurroundings, kernel: "6.12" };
    const kernels = one({ ...contrast, candidate: changed(contrast.candidate, { surroundings }) });
    expect(kernels.ruling.word).toBe("better");
    expect(kernels.evidence.surroundings).toEqual([
      { what: "kernel", baseline: ["6.1"], candidate: ["6.1", "6.12"] },
    ]);
    const compilers = changed(contrast.candidate, { surroundings: { ...surroundings, compiler: "GCC 15" } });
    expect(text({ ...contrast, candidate: compilers })).toContain(
      "none: b mixes compilers (GCC 14.2, GCC 15)",
    );
  });

  test("of two kernels' settings those that differ are printed, each by its name", () => {
    const differing = (more: Partial<typeof syntheticSurroundings> | { kernel_settings: null }) => {
      const surroundings = { ...syntheticSurroundings, ...more };
      return one({ ...contrast, candidate: changed(contrast.candidate, { surroundings }) }).evidence
        .surroundings;
    };
    const both = "kernel.numa_balancing=0, vm.swappiness=60";
    const kernel_settings = "cpufreq.scaling_governor=performance, kernel.numa_balancing=0, vm.swappiness=10";
    expect(differing({ kernel_settings, transparent_huge_pages: "always", numa_nodes: "2" })).toEqual([
      { what: "transparent_huge_pages", baseline: ["madvise"], candidate: ["always", "madvise"] },
      { what: "numa_nodes", baseline: ["1"], candidate: ["1", "2"] },
      {
        what: "kernel setting cpufreq.scaling_governor",
        baseline: [null],
        candidate: [null, "performance"],
      },
      { what: "kernel setting vm.swappiness", baseline: ["60"], candidate: ["10", "60"] },
    ]);
    expect(differing({ kernel_settings: null })).toEqual([
      { what: "kernel_settings", baseline: [both], candidate: [null, both] },
    ]);
  });

  test("an arm without runs", () => {
    const verdict = one({ ...contrast, candidate: { ...contrast.candidate, instances: [] } });
    expect(verdictText(verdict)).toBe(
      "none: b has no timed run; no ratio: there is no instance to compare; family of 1",
    );
  });

  test("a value without a logarithm is an error that names the run", () => {
    const candidate = changed(contrast.candidate, { runs: [{ value: 0, ran: ranAt(0), result: "s3://x" }] });
    expect(() => judgeFamily([{ ...contrast, candidate }])).toThrow(
      expect.objectContaining({
        code: "value-not-positive",
        hint: expect.stringContaining("s3://x") as string,
      }),
    );
  });
});

describe("families", () => {
  test("what was not declared has numbers and no word", () => {
    const verdict = explore(interleaved("c", base, times(0.8)));
    expect(verdict.ruling.word).toBe("exploratory");
    expect(verdictText(verdict)).toBe(
      "exploratory; ratio 0.802 (95 % 0.795 to 0.808, n=5 instances); not a declared contrast",
    );
  });

  test("a contrast that cannot be tested still counts in the family", () => {
    const good = interleaved("good", base, times(0.8));
    const empty = interleaved("empty", [], []);
    const alone = one(good).adjusted.test ?? 1;
    const [verdict] = judgeFamily([good, empty, empty]);
    expect(verdict?.adjusted.test).toBeCloseTo(3 * alone, 12);
    expect(verdict?.familySize).toBe(3);
  });

  test("1,000 families of equal arms: at most 6.4 % find any difference (all kinds: npm run test:proof)", () => {
    const kind = { n: 5, m: 6, noise: noises.normal, spread: 0.1 };
    expect(fractionOfFamilies(kind, 1000, hasDifference)).toBeLessThanOrEqual(0.064);
  });
});

describe("paired", () => {
  const builds = (values: readonly (readonly [number, number])[], host = "synthetic-1"): Contrast => {
    const arm = (label: string, side: 0 | 1): Arm => ({
      ...syntheticArm(label, [[1]], [0]),
      instances: syntheticArm(label, [[1]], [0]).instances.map((of) => ({
        ...of,
        instance: { kind: "observed", id: host },
        runs: values.map((pair, index) => ({
          value: pair[side],
          ran: ranAt(2 * index + side),
          result: `${index}`,
        })),
      })),
    });
    return { name: "builds", measure: wallTime, baseline: arm("generic", 0), candidate: arm("tuned", 1) };
  };
  const pairs = (factor: number, n: number) =>
    Array.from(
      { length: n },
      (_, index) => [100 + 9 * index, (100 + 9 * index) * factor * (1 + 0.002 * (index % 3))] as const,
    );

  test("two builds in turns on one instance: on this instance only", () => {
    expect(text(builds(pairs(0.8, 6)))).toBe(
      "better; on this instance only; ratio 0.802 (95 % 0.800 to 0.803, n=6 pairs); family of 1",
    );
    expect(text(builds(pairs(0.8, 5)))).toContain("inconclusive: n=5, needs 6; on this instance only");
    expect(one(builds(pairs(1.01, 6))).ruling.word).toBe("equivalent");
  });

  test("one build after the other is confounded with time, on one instance too", () => {
    const contrast = builds(pairs(0.8, 6));
    const late = contrast.candidate.instances.map((of) => ({
      ...of,
      runs: of.runs.map((run, index) => ({ ...run, ran: ranAt(20 + index) })),
    }));
    expect(text({ ...contrast, candidate: { ...contrast.candidate, instances: late } })).toContain(
      "confounded with time",
    );
  });
});

test("swapping the arms turns the ratio round and exchanges better and worse", () => {
  const value = fc.double({ min: 10, max: 1000, noNaN: true });
  const arms = fc
    .integer({ min: 5, max: 8 })
    .chain((n) =>
      fc.tuple(
        fc.array(value, { minLength: n, maxLength: n }),
        fc.array(value, { minLength: n, maxLength: n }),
      ),
    );
  const opposite = { better: "worse", worse: "better" } as const;
  fc.assert(
    fc.property(arms, ([a, b]) => {
      const contrast = interleaved("c", a, b);
      const there = one(contrast);
      const back = one({ ...contrast, baseline: contrast.candidate, candidate: contrast.baseline });
      const { word } = there.ruling;
      expect(back.ruling.word).toBe(word === "better" || word === "worse" ? opposite[word] : word);
      expect(back.evidence.ratio.value).toBeCloseTo(1 / (there.evidence.ratio.value ?? 0), 9);
      expect(back.evidence.test.value?.p).toBeCloseTo(there.evidence.test.value?.p ?? 0, 12);
    }),
    { numRuns: 100 },
  );
});
