import type { S3Client } from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../contract/errors.ts";
import { emptyBucket, holdsObjects } from "./bucket-contents.ts";
import { runInOrder } from "./run-in-order.ts";
import type { LocalStack } from "./synthesise-for-local.ts";
import type { StackTerraform, StateResource } from "./terraform.ts";

export interface DestroyOptions {
  readonly terraformOf: (stack: LocalStack) => StackTerraform;
  readonly s3: S3Client;
  /** Whether what buckets hold may go. */
  readonly emptyBuckets?: boolean | undefined;
}

export interface DestroyedStack {
  readonly name: string;
  /** How many resources it had. */
  readonly resources: number;
}

/** Destroys the stacks, each when no other reads its state any more. Nothing is, where a bucket holds what would be lost. */
export async function destroyStacks(
  stacks: readonly LocalStack[],
  { terraformOf, s3, emptyBuckets = false }: DestroyOptions,
): Promise<DestroyedStack[]> {
  const found = await Promise.all(
    stacks.map(async (stack) => {
      const terraform = terraformOf(stack);
      await terraform.init();
      return { name: stack.name, terraform, resources: await terraform.state() };
    }),
  );
  if (!emptyBuckets)
    await refuseFull(
      found.flatMap(({ resources }) => bucketsOf(resources)),
      s3,
    );
  return runInOrder<(typeof found)[number], DestroyedStack>(found, {
    // Those that read its state.
    after: ({ name }) => stacks.filter(({ after }) => after.includes(name)).map((reader) => reader.name),
    title: ({ name, resources }) => `${name}: ${resources} destroyed`,
    async run({ name, terraform, resources }, report) {
      for (const bucket of bucketsOf(resources)) {
        const count = await emptyBucket(s3, bucket);
        if (count > 0) report(`${count} versions of objects of ${bucket} removed`);
      }
      await terraform.destroy(report);
      return { name, resources: resources.length };
    },
  });
}

const bucketsOf = (resources: readonly StateResource[]): string[] =>
  resources.flatMap(({ type, values }) => (type === "aws_s3_bucket" ? [String(values["bucket"])] : []));

async function refuseFull(buckets: readonly string[], s3: S3Client): Promise<void> {
  const full: string[] = [];
  for (const bucket of buckets) if (await holdsObjects(s3, bucket)) full.push(bucket);
  if (full.length === 0) return;
  throw new GeosBenchError(
    `${full.map((name) => `s3://${name}`).join(" and ")} holds objects; nothing is destroyed.`,
    {
      code: "bucket-not-empty",
      hint: "Copy what is to stay (aws s3 cp --recursive), then: gcbench local destroy --empty-buckets",
    },
  );
}
