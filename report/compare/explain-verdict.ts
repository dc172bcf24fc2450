import { tInterval, paired, welch, type MeanDifference } from "../statistics/mean-difference.ts";
import { moments } from "../statistics/moments.ts";
import { tQuantile } from "../statistics/student-t.ts";
import type { InstanceValue } from "./instance-values.ts";
import { interleavedUpTo } from "./order-in-time.ts";
import { pairRuns } from "./pair-runs.ts";
import type { Evidence, Verdict } from "./verdict.ts";
import { verdictText } from "./verdict-text.ts";

/** One step of the arithmetic, in words and as numbers. */
interface ExplanationStep {
  readonly title: string;
  readonly lines: readonly string[];
  readonly values: Readonly<Record<string, number | string | null>>;
}

export interface VerdictExplanation {
  readonly contrast: string;
  readonly verdict: string;
  /** What was compared: every instance with its runs. */
  readonly inputs: Readonly<Record<"baseline" | "candidate", ExplainedArm>>;
  readonly excluded: readonly { readonly arm: string; readonly result: string; readonly reason: string }[];
  readonly steps: readonly ExplanationStep[];
}

interface ExplainedArm {
  readonly label: string;
  readonly instances: readonly {
    readonly instance: string;
    readonly runs: readonly { readonly result: string; readonly value: number }[];
    readonly median: number;
    readonly logMedian: number;
  }[];
}

/** How one verdict of a family came about, from the evidence that it carries: nothing is judged anew. */
export function explainVerdict(family: readonly Verdict[], index: number): VerdictExplanation {
  const verdict = family[index] as Verdict;
  const { evidence, contrast } = verdict;
  const excluded = (["baseline", "candidate"] as const).flatMap((arm) =>
    evidence[arm].leftOut.map(({ result, reason }) => ({ arm: evidence[arm].label, result, reason })),
  );
  return {
    contrast,
    verdict: verdictText(verdict),
    inputs: { baseline: explainArm(evidence, "baseline"), candidate: explainArm(evidence, "candidate") },
    excluded,
    steps: [
      valuesStep(evidence),
      ...ratioSteps(evidence),
      ...testStep(evidence),
      ...equivalenceStep(evidence),
      conditionsStep(evidence),
      ...(verdict.familySize === null ? [] : [familyStep(family, index)]),
      rulingStep(verdict),
    ],
  };
}

const number = (value: number): string => value.toPrecision(6);
const short = (value: number): string => value.toPrecision(3);

function explainArm(evidence: Evidence, arm: "baseline" | "candidate"): ExplainedArm {
  const { label, instances } = evidence[arm];
  return {
    label,
    instances: instances.map(({ instance, runs, logMedian }) => ({
      instance,
      runs: runs.map(({ result, value }) => ({ result, value })),
      median: Math.exp(logMedian),
      logMedian,
    })),
  };
}

const logs = (values: readonly InstanceValue[]): number[] => values.map(({ logMedian }) => logMedian);

function valuesStep({ measure, baseline, candidate }: Evidence): ExplanationStep {
  const lines = [baseline, candidate].flatMap(({ label, instances }) =>
    instances.map(
      ({ instance, logMedian, runs }) =>
        `${label}, ${instance}: ln(median of ${runs.length} runs = ${number(Math.exp(logMedian))} ${measure.unit}) = ${number(logMedian)}`,
    ),
  );
  return {
    title: "One value for each instance: the logarithm of the median of its timed runs",
    lines: lines.length > 0 ? lines : ["no instance has a timed run"],
    values: { baselineInstances: baseline.instances.length, candidateInstances: candidate.instances.length },
  };
}

function ratioSteps(evidence: Evidence): ExplanationStep[] {
  const { ratio, interval, baseline, candidate, n } = evidence;
  if (ratio.value === null) return [{ title: "Ratio", lines: [`none: ${ratio.reason}`], values: {} }];
  const pairs = pairRuns(baseline.instances, candidate.instances);
  const [a, b] = [logs(baseline.instances), logs(candidate.instances)];
  const difference = Math.log(ratio.value);
  const ofMeans = {
    title: "Difference of the means, and the ratio of geometric means",
    lines: pairs
      ? [`mean of ${pairs.differences.length} differences, pair by pair = ${number(difference)}`]
      : [
          `mean of ${baseline.label} = ${number(moments(a).mean)}, of ${candidate.label} = ${number(moments(b).mean)}`,
          `difference = ${number(difference)}`,
        ],
    values: { difference, ratio: ratio.value },
  };
  ofMeans.lines.push(`ratio = exp(${number(difference)}) = ${number(ratio.value)}`);
  if (interval.value === null) {
    const none = { title: "95 % interval", lines: [`none: ${interval.reason}`], values: { n } };
    return [ofMeans, none];
  }
  const mean = pairs ? paired(pairs.differences) : welch(a, b);
  return [ofMeans, intervalStep(mean, pairs ? "the pairs" : "Welch's t")];
}

function intervalStep(mean: MeanDifference, kind: string): ExplanationStep {
  const { difference, standardError, degreesOfFreedom } = mean;
  const t = tQuantile(0.975, degreesOfFreedom);
  const [low, high] = tInterval(mean, 0.95);
  return {
    title: `95 % interval, by ${kind}`,
    lines: [
      `standard error = ${number(standardError)}, degrees of freedom = ${short(degreesOfFreedom)}, t = ${number(t)}`,
      `exp(${number(difference)} ± ${number(t)} × ${number(standardError)}) = ${number(Math.exp(low))} to ${number(Math.exp(high))}`,
    ],
    values: { standardError, degreesOfFreedom, t, low: Math.exp(low), high: Math.exp(high) },
  };
}

function testStep({ test, design }: Evidence): ExplanationStep[] {
  if (test.value === null) return [];
  const { p, method } = test.value;
  const what = design === "paired" ? "choices of signs" : "divisions of the instances into two groups";
  const isDrawn = method.kind === "drawn";
  const extreme = isDrawn ? Math.round(p * (method.divisions + 1)) - 1 : Math.round(p * method.divisions);
  return [
    {
      title: isDrawn ? "Permutation test, by random divisions" : "Exact permutation test",
      lines: [
        `${isDrawn ? `${method.divisions} random ${what} (seed ${method.seed})` : `all ${method.divisions} ${what}`}: ${extreme} differ at least as much as the observed one`,
        isDrawn
          ? `p = (${extreme} + 1) / (${method.divisions} + 1) = ${short(p)}: the observed one counts among them`
          : `p = ${extreme} / ${method.divisions} = ${short(p)}`,
      ],
      values: { p, divisions: method.divisions, extreme, seed: isDrawn ? method.seed : null },
    },
  ];
}

function equivalenceStep({ equivalence, ratio }: Evidence): ExplanationStep[] {
  if (equivalence.value === null || ratio.value === null) return [];
  const { p, band } = equivalence.value;
  const margin = Math.log(band);
  return [
    {
      title: "Equivalence: two one-sided t tests against the band",
      lines: [
        `band: ratios from ${number(1 / band)} to ${number(band)}, as logarithms ±${number(margin)}`,
        `the difference is ${number(margin - Math.abs(Math.log(ratio.value)))} from its nearer end; the larger p = ${short(p)}`,
      ],
      values: { p, band, margin },
    },
  ];
}

function conditionsStep({ spreadRatio, order, surroundings }: Evidence): ExplanationStep {
  const shown = (values: readonly (string | null)[]) => values.map((of) => of ?? "not observed").join(", ");
  return {
    title: "What the words depend on",
    lines: [
      spreadRatio.value === null
        ? `spread: ${spreadRatio.reason}`
        : `spread: one arm's standard deviation is ${short(spreadRatio.value)} times the other's (up to 2 counts as equal)`,
      order.value === null
        ? `order in time: ${order.reason}`
        : `order in time: ${short(order.value)} (−1: candidate first, 1: baseline first; interleaved from −${interleavedUpTo} to ${interleavedUpTo})`,
      ...surroundings.map(
        (of) => `differs: ${of.what}: ${shown(of.baseline)} against ${shown(of.candidate)}`,
      ),
    ],
    values: { spreadRatio: spreadRatio.value, order: order.value },
  };
}

/** Holm's adjustment, from the smallest p on; what could not be tested counts as 1. */
function familyStep(family: readonly Verdict[], index: number): ExplanationStep {
  const m = family.length;
  const tested = family
    .map(({ contrast, evidence, adjusted }, of) => ({
      of,
      contrast,
      p: adjusted.test === null ? 1 : (evidence.test.value?.p ?? 1),
      adjusted: adjusted.test,
    }))
    .sort((a, b) => a.p - b.p);
  const { adjusted } = family[index] as Verdict;
  return {
    title: `Holm's adjustment over the ${m} declared contrasts`,
    lines: [
      ...tested.map(({ contrast, p, adjusted: after, of }, rank) => {
        const mark = of === index ? "→ " : "  ";
        return after === null
          ? `${mark}${contrast}: not tested, counts as p = 1`
          : `${mark}${contrast}: p = ${short(p)}, × ${m - rank}, no less than the one before: ${short(after)}`;
      }),
      ...(adjusted.equivalence === null
        ? []
        : [`the p of equivalence, adjusted in the same way: ${short(adjusted.equivalence)}`]),
    ],
    values: { size: m, adjustedTest: adjusted.test, adjustedEquivalence: adjusted.equivalence },
  };
}

function rulingStep(verdict: Verdict): ExplanationStep {
  return {
    title: "The verdict: the first rule of docs/comparison.md that applies",
    lines: [verdictText(verdict)],
    values: { word: verdict.ruling.word },
  };
}
