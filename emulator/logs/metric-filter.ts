import { z } from "zod";
import { filterName } from "./constraints.ts";
import { filterPatternText } from "./requested-pattern.ts";

/** API reference, MetricTransformation. */
const transformation = z
  .object({
    metricName: z
      .string()
      .max(255)
      .regex(/^[^:*$]*$/),
    metricNamespace: z
      .string()
      .max(255)
      .regex(/^[^:*$]*$/),
    metricValue: z.string().max(100),
    defaultValue: z.number().optional(),
    dimensions: z.record(z.string().max(255), z.string().max(255)).optional(),
    unit: z.string().optional(),
  })
  .refine(({ defaultValue, dimensions }) => defaultValue === undefined || !dimensions, {
    error: "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
  })
  .refine(({ dimensions = {} }) => Object.keys(dimensions).length <= 3, {
    error: "Member must have length less than or equal to 3",
  });

export const metricFilter = z.object({
  logGroupName: z.string(),
  filterName,
  filterPattern: filterPatternText,
  metricTransformations: z.array(transformation).length(1, "Member must have length equal to 1"),
  applyOnTransformedLogs: z.boolean().default(false),
});

/** As DescribeMetricFilters shows it. */
export interface MetricFilter extends z.output<typeof metricFilter> {
  readonly creationTime: number;
}
