/**
 * What a deployment tells its closing jobs, as variables of their container: where results are shown and who is told.
 * Each may be absent.
 */
export const closingVariables = {
  /** `s3://bucket/prefix` of the results that the site is of. */
  results: "GCBENCH_RESULTS",
  /** `s3://bucket` of the site. */
  site: "GCBENCH_SITE",
  /** Where people read it, `https://…`. */
  siteUrl: "GCBENCH_SITE_URL",
  /** Id of the distribution in front of it, where instances can reach CloudFront. */
  distribution: "GCBENCH_SITE_DISTRIBUTION",
  /** ARN of the topic that summaries go to, where instances can reach SNS. */
  topic: "GCBENCH_TOPIC",
} as const;
