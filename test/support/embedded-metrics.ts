import { z } from "zod";

const name = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    // CloudWatch API reference, Dimension and MetricDatum: ASCII without control characters.
    .regex(/^[\x20-\x7e]*\S[\x20-\x7e]*$/);

const value = z
  .number()
  .min(-(2 ** 360))
  .max(2 ** 360);

/**
 * The rules of CloudWatch's embedded metric format (CloudWatch user guide, "Specification: Embedded metric format"):
 * what breaks one of them is a log line like any other, and no metric comes of it.
 */
export const embeddedMetrics = z
  .looseObject({
    _aws: z.strictObject({
      Timestamp: z.int().min(0),
      CloudWatchMetrics: z
        .array(
          z.strictObject({
            Namespace: name(255).regex(/^(?!AWS\/)[A-Za-z0-9._\-/#:]+$/),
            Dimensions: z.array(z.array(name(250).regex(/^[^:]/)).max(30)).min(1),
            Metrics: z
              .array(z.strictObject({ Name: name(255), Unit: z.enum(["None", "Count", "Seconds", "Bytes"]) }))
              .min(1)
              .max(100),
          }),
        )
        .length(1),
    }),
  })
  .superRefine((root, context) => {
    for (const { Dimensions, Metrics } of root._aws.CloudWatchMetrics) {
      const targets = [...Dimensions.flat(), ...Metrics.map(({ Name }) => Name)];
      if (new Set(targets).size !== targets.length) context.addIssue("two targets have one name");
      for (const target of Dimensions.flat())
        if (!name(1024).safeParse(root[target]).success) context.addIssue(`dimension ${target} has no text`);
      for (const { Name } of Metrics)
        if (!z.union([value, z.array(value).min(1).max(100)]).safeParse(root[Name]).success)
          context.addIssue(`metric ${Name} has no numbers`);
    }
  });

/** A log line as CloudWatch Logs would take it; throws where it would take no metric from it. */
export function parseEmbeddedMetrics(line: string): z.output<typeof embeddedMetrics> {
  // PutLogEvents: 1 MiB, but Docker's awslogs driver cuts an event at 256 KiB.
  if (Buffer.byteLength(line) > 262_118) throw new Error("the line is too long for one event");
  if (line.includes("\n")) throw new Error("it is more than one line");
  return embeddedMetrics.parse(JSON.parse(line));
}
