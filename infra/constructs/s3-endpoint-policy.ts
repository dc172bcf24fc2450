import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import type { Statement } from "../iam/policy-document.ts";

export interface ReachableBuckets {
  /** Of this environment: jobs write results there. */
  readonly results: string;
  /** Of this environment: closing jobs bring it up to date. */
  readonly site: string | undefined;
  /** Of others, to read input data from. */
  readonly input: readonly string[];
}

/**
 * What instances reach in S3 through the gateway endpoint: their results, the input data, and the bucket from which ECR
 * serves the layers of images (ECR user guide, "Minimum Amazon S3 bucket permissions for Amazon ECR"). A job that is
 * given other credentials can then carry nothing to a bucket elsewhere.
 *
 * For every principal, since open data is asked for without one; each bucket's own policy decides still.
 */
export function s3EndpointPolicy(
  scope: Construct,
  { results, site, input }: ReachableBuckets,
): readonly Statement[] {
  const { partition, region } = BenchStack.of(scope);
  const arn = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
  return [
    {
      sid: "Results",
      principals: "*",
      actions: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListBucket"],
      resources: [arn(results), `${arn(results)}/*`],
    },
    ...(site === undefined
      ? []
      : [
          {
            sid: "Site",
            principals: "*" as const,
            actions: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:ListBucket"],
            resources: [arn(site), `${arn(site)}/*`],
          },
        ]),
    ...(input.length > 0
      ? [
          {
            sid: "Input",
            principals: "*" as const,
            actions: ["s3:GetObject", "s3:ListBucket"],
            resources: input.flatMap((bucket) => [arn(bucket), `${arn(bucket)}/*`]),
          },
        ]
      : []),
    {
      sid: "ImageLayers",
      principals: "*",
      actions: ["s3:GetObject"],
      resources: [`${arn(`prod-${region}-starport-layer-bucket`)}/*`],
    },
  ];
}
