import { GeosBenchError } from "../../contract/errors.ts";
import type { Drawing } from "../statistics/permutation-test.ts";
import { holm } from "../statistics/holm.ts";
import { fewestPairs, smallestSample } from "../statistics/smallest-sample.ts";
import type { Contrast } from "./arm.ts";
import { examine } from "./examine.ts";
import { objectionsTo, type Objection } from "./objections.ts";
import { interleavedUpTo } from "./order-in-time.ts";
import type { Doubt, Evidence, Ruling, Verdict } from "./verdict.ts";

export interface JudgeOptions {
  /** Ratio up to which arms count as equal. Default 1.05: ±5 %. */
  readonly band?: number;
  /** Of the divisions above 8 against 8 instances. */
  readonly drawing?: Drawing;
}

const alpha = 0.05;
/** Ratio up to which arms count as equal: ±5 %. */
export const defaultBand = 1.05;
const largestSpreadRatio = 2;

interface Case {
  readonly contrast: Contrast;
  readonly evidence: Evidence;
  readonly objections: readonly Objection[];
  /** What forbids any word but "inconclusive". */
  readonly obstacle: Doubt | null;
  /** What forbids "better" and "worse". */
  readonly unequal: Doubt | null;
}

/**
 * Judges the primary contrasts of a suite together: their p values are adjusted by their number, which every
 * verdict states. All of the family must be given, those without data too. The rules are in docs/comparison.md; the
 * first that applies decides.
 */
export function judgeFamily(contrasts: readonly Contrast[], options: JudgeOptions = {}): Verdict[] {
  const size = contrasts.length;
  const cases = contrasts.map((contrast) => open(contrast, size, options));
  // What may not be tested counts as p = 1: it must not make the others' adjustment milder.
  const tests = holm(cases.map((of) => (mayDiffer(of) ? (of.evidence.test.value?.p ?? 1) : 1)));
  const equivalences = holm(
    cases.map((of) => (mayBeJudged(of) ? (of.evidence.equivalence.value?.p ?? 1) : 1)),
  );
  return cases.map((of, index) => {
    const adjusted = {
      test: mayDiffer(of) ? (tests[index] ?? null) : null,
      equivalence: mayBeJudged(of) ? (equivalences[index] ?? null) : null,
    };
    const { contrast, evidence } = of;
    return { contrast: contrast.name, ruling: rule(of, adjusted), evidence, adjusted, familySize: size };
  });
}

const mayBeJudged = ({ objections, obstacle }: Case): boolean => objections.length === 0 && obstacle === null;
const mayDiffer = (of: Case): boolean => mayBeJudged(of) && of.unequal === null;

/** A comparison that was not declared: its numbers, without a word of judgement. */
export function explore(contrast: Contrast, options: JudgeOptions = {}): Verdict {
  const { evidence, objections } = open(contrast, 1, options);
  return {
    contrast: contrast.name,
    ruling: { word: "exploratory", objections },
    evidence,
    adjusted: { test: null, equivalence: null },
    familySize: null,
  };
}

function open(contrast: Contrast, familySize: number, { band = defaultBand, drawing }: JudgeOptions): Case {
  if (!(band > 1)) {
    throw new GeosBenchError(`The band of equivalence is ${band}; it must be a ratio above 1.`, {
      code: "band-not-above-one",
      hint: "1.05 stands for ±5 %.",
    });
  }
  const evidence = examine(contrast, band, drawing);
  return {
    contrast,
    evidence,
    objections: objectionsTo(contrast),
    obstacle: obstacleTo(evidence, familySize),
    unequal: unequalSpread(evidence),
  };
}

function obstacleTo({ design, n, order }: Evidence, familySize: number): Doubt | null {
  const needs = design === "paired" ? fewestPairs(familySize, alpha) : smallestSample(familySize, alpha);
  if (n < needs) return { kind: "too-few", n, needs };
  if (order.value === null || Math.abs(order.value) > interleavedUpTo) {
    return { kind: "confounded-with-time", order: order.value };
  }
  return null;
}

function unequalSpread({ design, spreadRatio, baseline, candidate }: Evidence): Doubt | null {
  if (design === "paired" || spreadRatio.value === null) return null;
  const sizes = [baseline.instances.length, candidate.instances.length] as const;
  if (spreadRatio.value <= largestSpreadRatio && sizes[0] === sizes[1]) return null;
  return { kind: "unequal-spread", spreadRatio: spreadRatio.value, sizes };
}

function rule(of: Case, { test, equivalence }: Verdict["adjusted"]): Ruling {
  if (of.objections.length > 0) return { word: "none", objections: of.objections };
  if (of.obstacle) return { word: "inconclusive", doubt: of.obstacle };
  if (equivalence !== null && equivalence <= alpha) return { word: "equivalent" };
  if (of.unequal) return { word: "inconclusive", doubt: of.unequal };
  if (test === null || test > alpha) return { word: "inconclusive", doubt: { kind: "not-shown" } };
  const isLower = (of.evidence.ratio.value ?? 1) < 1;
  return { word: isLower === (of.evidence.measure.better === "lower") ? "better" : "worse" };
}
