import { z } from "zod";
import { primaryContrast, reference, suiteName, suiteTag } from "./suite.ts";
import { wholeNumber } from "./whole-number.ts";

/** The schema of benchmarks refuses what is wrong in it, once all parts are put together. */
const partOfConfig = z
  .record(z.string(), z.unknown())
  .describe("Part of a benchmark config; objects within it are put together key by key.");

const tags = z.array(suiteTag).default([]);

const axes = {
  simulation: z.string(),
  resolution: z.string(),
  duration: z.strictObject({ days: z.number().optional(), hours: z.number().optional() }),
  instance_type: z.string(),
  threads: z.number(),
  build: z.string(),
} as const;

/** One value of each axis. */
const combination = z.strictObject(axes);
const partOfCombination = combination.partial();

/** What a suite varies, in the order in which ids name it. */
export const axisNames = Object.keys(axes) as readonly (keyof typeof axes)[];
export type AxisName = keyof typeof axes;
export type AxisValue =
  string | number | { readonly days?: number | undefined; readonly hours?: number | undefined };
export type Combination = z.output<typeof partOfCombination>;

const matrix = z.strictObject({
  id: z
    .string()
    .optional()
    .describe(
      "Ids of the benchmarks, with {axis} for the label of its value. Default: the axes with several values, with - between them.",
    ),
  axes: z
    .strictObject({
      simulation: z.array(axes.simulation).min(1).optional(),
      resolution: z.array(axes.resolution).min(1).optional(),
      duration: z.array(axes.duration).min(1).optional(),
      instance_type: z.array(axes.instance_type).min(1).optional(),
      threads: z.array(axes.threads).min(1).optional(),
      build: z.array(axes.build).min(1).optional(),
    })
    .describe("Every value of one goes with every value of the others."),
  labels: z
    .record(z.string(), z.string())
    .default({})
    .describe("What ids call a value; by default itself in capitals, without what an id cannot have."),
  exclude: z
    .array(partOfCombination)
    .default([])
    .describe("Combinations that are left out: all with the values that are named."),
  include: z
    .array(partOfCombination.extend({ config: partOfConfig.optional(), tags }))
    .default([])
    .describe("Further combinations."),
  adjust: z
    .array(z.strictObject({ when: partOfCombination, config: partOfConfig.default({}), tags }))
    .default([])
    .describe("What combinations with the values that are named have otherwise, or besides."),
});

export type Matrix = z.output<typeof matrix>;

/** A suite as it is written (suites/*.yaml): a matrix, benchmarks one by one, or both. */
export const suiteFile = z
  .strictObject({
    name: suiteName,
    description: z.string(),
    tags: tags.describe("Of all its benchmarks."),
    replicates: wholeNumber("replicates", 1, 100)
      .default(1)
      .describe("Jobs for each benchmark, each to get an instance of its own."),
    defaults: partOfConfig.default({}).describe("What every benchmark has unless it says otherwise."),
    matrix: matrix.optional(),
    benchmarks: z
      .array(z.looseObject({ id: z.string(), tags }))
      .default([])
      .describe("Benchmarks by themselves: configs without what the defaults say."),
    primary_contrasts: z
      .array(primaryContrast)
      .default([])
      .describe("What the suite is run to find out, declared before it is: these are judged, together."),
    references: z.array(reference).default([]).describe("What its benchmarks are expected to measure."),
  })
  .describe("A benchmark suite");

export type SuiteFile = z.output<typeof suiteFile>;
