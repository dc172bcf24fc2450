type Resources = Readonly<Record<string, Readonly<Record<string, object>> | undefined>>;

/**
 * What moto 5.2 cannot keep, so that every plan would find it missing: members that Terraform is told to overlook.
 *
 * - The tags of a launch template itself come back as tags of what the template starts.
 * - Descriptions of security group rules are lost.
 */
const overlooked: Readonly<Record<string, readonly string[]>> = {
  aws_launch_template: ["tag_specifications"],
  aws_vpc_security_group_egress_rule: ["description"],
  aws_vpc_security_group_ingress_rule: ["description"],
};

/**
 * - The provider watches for 40 s whether S3 keeps the lifecycle rules, which says nothing about these stacks.
 * - The policies of buckets refuse plain HTTP, which is what moto speaks: jobs could store nothing. moto looks at no
 *   condition anyway, and so refuses everything. What the policies say is the policy tests' business.
 */
const leftOut: readonly string[] = ["aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_policy"];

/** The part of a Terraform override file that lives with moto's faults. */
export function overridesForMoto(resources: Resources): { resource?: object } {
  const each = (type: string, override: object) => {
    const ids = Object.keys(resources[type] ?? {});
    return ids.length === 0 ? [] : [[type, Object.fromEntries(ids.map((id) => [id, override]))]];
  };
  const found = [
    ...Object.entries(overlooked).flatMap(([type, members]) =>
      each(type, { lifecycle: { ignore_changes: members } }),
    ),
    ...leftOut.flatMap((type) => each(type, { count: 0 })),
  ];
  // Terraform refuses an empty block.
  return found.length === 0 ? {} : { resource: Object.fromEntries(found) as object };
}
