type Resources = Readonly<Record<string, Readonly<Record<string, object>> | undefined>>;

/**
 * What is left out where S3 is moto's, and not LocalStack's as in the local environment:
 *
 * - Policies of buckets refuse plain HTTP, which is what moto speaks, and moto looks at no condition: it would refuse
 *   everything. LocalStack keeps them. What they say is the policy tests' business.
 * - The provider watches for 40 s whether S3 keeps the lifecycle rules, which says nothing about these stacks.
 */
const leftOut: readonly string[] = ["aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_policy"];

/** The part of a Terraform override file that leaves it out. */
export function withoutMotoS3(resources: Resources): { resource?: object } {
  const found = leftOut.flatMap((type) => {
    const ids = Object.keys(resources[type] ?? {});
    return ids.length === 0 ? [] : [[type, Object.fromEntries(ids.map((id) => [id, { count: 0 }]))]];
  });
  // Terraform refuses an empty block.
  return found.length === 0 ? {} : { resource: Object.fromEntries(found) as object };
}
