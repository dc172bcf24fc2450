import { dnsSuffixOf, partitionOf, stableHex } from "../aws/account.ts";

export interface ResourceFacts {
  readonly region: string;
  readonly accountId: string;
  readonly type: string;
  /** "stack.type.name": what stable ids are derived from. */
  readonly address: string;
  /** The value of an argument that is a text, or undefined where it is not given. */
  text(argument: string): string | undefined;
}

/** What AWS would say when it creates the resource; `undefined` for what this reader does not know. */
export function computedAttribute(of: ResourceFacts, attribute: string): unknown {
  const kind = kinds[of.type];
  if (!kind) return idOnly(of, attribute);
  const name = nameOf(of, kind.nameArgument ?? "name");
  if (attribute === (kind.nameArgument ?? "name") || attribute === "name") return name;
  const arn = `arn:${partitionOf(of.region)}:${kind.arn({ ...of, name })}`;
  if (attribute === "arn") return arn;
  if (attribute === "id") return kind.id === "arn" ? arn : name;
  return kind.more?.({ ...of, name, arn })[attribute];
}

type Named = ResourceFacts & { readonly name: string };

interface Kind {
  /** Everything after "arn:aws:". */
  readonly arn: (of: Named) => string;
  readonly id: "arn" | "name";
  /** @default "name" */
  readonly nameArgument?: string;
  readonly more?: (of: Named & { readonly arn: string }) => Readonly<Record<string, unknown>>;
}

const regional = (service: string, resource: string) => (of: Named) =>
  `${service}:${of.region}:${of.accountId}:${resource}${of.name}`;

const iam = (resource: string) => (of: Named) =>
  `iam::${of.accountId}:${resource}${of.text("path") ?? "/"}${of.name}`;

/**
 * `id` is what the AWS provider 5.x uses for it, resource by resource (terraform-provider-aws docs, "Attribute
 * reference").
 */
const kinds: Readonly<Record<string, Kind>> = {
  aws_batch_compute_environment: {
    arn: regional("batch", "compute-environment/"),
    id: "name",
    nameArgument: "compute_environment_name",
    more: (of) => ({ ecs_cluster_arn: ecsCluster(of) }),
  },
  aws_batch_job_queue: { arn: regional("batch", "job-queue/"), id: "arn" },
  aws_batch_job_definition: {
    arn: (of) => `${regional("batch", "job-definition/")(of)}:1`,
    id: "arn",
    more: ({ arn }) => ({ revision: 1, arn_prefix: arn.slice(0, -2) }),
  },
  aws_batch_scheduling_policy: { arn: regional("batch", "scheduling-policy/"), id: "arn" },
  aws_cloudwatch_log_group: { arn: regional("logs", "log-group:"), id: "name" },
  aws_ecr_repository: {
    arn: regional("ecr", "repository/"),
    id: "name",
    more: ({ region, accountId, name }) => ({
      registry_id: accountId,
      repository_url: `${accountId}.dkr.ecr.${region}.${dnsSuffixOf(region)}/${name}`,
    }),
  },
  aws_iam_instance_profile: { arn: iam("instance-profile"), id: "name" },
  aws_iam_policy: { arn: iam("policy"), id: "arn" },
  aws_iam_role: { arn: iam("role"), id: "name" },
  aws_s3_bucket: {
    arn: (of) => `s3:::${of.name}`,
    id: "name",
    nameArgument: "bucket",
    more: ({ region, name }) => ({
      region,
      bucket_domain_name: `${name}.s3.${dnsSuffixOf(region)}`,
      bucket_regional_domain_name: `${name}.s3.${region}.${dnsSuffixOf(region)}`,
    }),
  },
  aws_sns_topic: { arn: regional("sns", ""), id: "arn" },
};

function ecsCluster({ region, accountId, name, address }: Named): string {
  const id = stableHex(address, 8);
  return `arn:${partitionOf(region)}:ecs:${region}:${accountId}:cluster/AWSBatch-${name}-${id}`;
}

/** EC2 resources have ids such as subnet-0a1b…; 17 hexadecimal digits. */
const prefixes: Readonly<Record<string, string>> = {
  aws_vpc: "vpc",
  aws_subnet: "subnet",
  aws_security_group: "sg",
  aws_launch_template: "lt",
  aws_route_table: "rtb",
  aws_internet_gateway: "igw",
  aws_vpc_endpoint: "vpce",
  aws_placement_group: "pg",
};

function idOnly(of: ResourceFacts, attribute: string): unknown {
  const prefix = prefixes[of.type];
  if (!prefix) return undefined;
  if (attribute === "id") return `${prefix}-0${stableHex(of.address, 16)}`;
  if (of.type === "aws_launch_template" && /^(latest|default)_version$/.test(attribute)) return 1;
  return undefined;
}

/** The name given, or a prefix and what Terraform would add to it. */
function nameOf(of: ResourceFacts, argument: string): string {
  const given = of.text(argument);
  if (given !== undefined) return given;
  return `${of.text(`${argument}_prefix`) ?? "terraform-"}${stableHex(of.address, 12)}`;
}
