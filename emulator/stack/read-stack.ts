import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import type { StackModel } from "../ports/stack-model.ts";
import { text } from "./blocks.ts";
import { computeEnvironments } from "./compute-environments.ts";
import { jobDefinitions } from "./job-definitions.ts";
import { jobQueues } from "./job-queues.ts";
import { localAccountId } from "../aws/account.ts";
import { Resolver } from "./resolver.ts";
import { resourcesOf } from "./resources.ts";
import { readTerraformJson, type Stack } from "../../contract/terraform/terraform-json.ts";

/**
 * What the synthesised CDKTF stacks in `directories` (`cdktf.out/stacks/*`) describe, with every reference resolved.
 * Ids and ARNs are of that account and the same on every run. Throws {@link GeosBenchError} for a value that
 * cannot be known without AWS, where the local Batch uses it.
 */
export function readStack(directories: readonly string[], accountId = localAccountId): StackModel {
  const stacks = readTerraformJson(directories);
  const resolver = new Resolver(stacks, accountId);
  return {
    region: theRegion(stacks, resolver),
    accountId,
    computeEnvironments: computeEnvironments(stacks, resolver),
    jobQueues: jobQueues(stacks, resolver),
    jobDefinitions: jobDefinitions(stacks, resolver),
    buckets: resourcesOf(stacks, resolver, "aws_s3_bucket", bucket).map(({ computed }) => computed("bucket")),
    logGroups: resourcesOf(stacks, resolver, "aws_cloudwatch_log_group", logGroup).map(({ computed }) =>
      computed("name"),
    ),
  };
}

const bucket = z.object({ bucket: text.optional(), bucket_prefix: text.optional() });
const logGroup = z.object({ name: text.optional(), name_prefix: text.optional() });

/** The region of the stacks that have Batch resources; the local Batch is one endpoint and so one region. */
function theRegion(stacks: readonly Stack[], resolver: Resolver): string {
  const withBatch = stacks.filter(({ resource }) =>
    Object.keys(resource).some((type) => type.startsWith("aws_batch_")),
  );
  const regions = new Set(withBatch.map((stack) => resolver.region(stack)));
  const [region] = regions;
  if (region !== undefined && regions.size === 1) return region;
  throw new GeosBenchError(
    region === undefined
      ? `No stack has AWS Batch resources: ${stacks.map(({ name }) => name).join(", ")}.`
      : `The stacks have AWS Batch resources in several regions: ${[...regions].join(", ")}.`,
    { code: "no-single-batch-region", hint: "The local Batch serves the stacks of one region." },
  );
}
