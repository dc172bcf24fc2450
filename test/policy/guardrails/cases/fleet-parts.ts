import { Construct, type TerraformStack } from "../../../../infra/cdk.ts";
import { resource } from "../../support/written.ts";

export type Given = Readonly<Record<string, unknown>>;

export const sound = {
  metadata_options: { http_tokens: "required", http_put_response_hop_limit: 2 },
  block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true" } }],
};

export interface FleetParts {
  readonly types?: readonly string[];
  readonly template?: Given;
  /** Arguments of `compute_resources`. */
  readonly compute?: Given;
  /** Arguments of `launch_template` in them. */
  readonly launch?: Given;
  /** More subnets than one. */
  readonly subnets?: number;
  /** Arguments of the environment itself. */
  readonly environment?: Given;
}

/** An environment with its template in a construct of its own, as a fleet is. */
export function fleet(stack: TerraformStack, name: string, parts: FleetParts = {}) {
  const scope = new Construct(stack, name);
  resource(scope, "aws_cloudwatch_log_group", "logs", {
    name: "/jobs",
    kms_key_id: "arn:aws:kms:us-east-1:1:key/k",
    retention_in_days: 365,
  });
  const vpc = resource(scope, "aws_vpc", "vpc", { cidr_block: "10.0.0.0/16" });
  const subnets = Array.from({ length: parts.subnets ?? 1 }, (_, index) =>
    resource(scope, "aws_subnet", `subnet-${index}`, { vpc_id: vpc("id") })("id"),
  );
  const template = resource(scope, "aws_launch_template", "template", { name, ...sound, ...parts.template });
  const environment = resource(scope, "aws_batch_compute_environment", "compute", {
    type: "MANAGED",
    ...parts.environment,
    compute_resources: {
      type: "EC2",
      instance_type: parts.types ?? ["c7g.4xlarge"],
      max_vcpus: 256,
      subnets,
      launch_template: {
        launch_template_id: template("id"),
        version: template("latest_version"),
        ...parts.launch,
      },
      ...parts.compute,
    },
  });
  return { scope, environment, template };
}

export const requests = (vcpus: unknown, memory: unknown) => [
  { type: "VCPU", value: String(vcpus) },
  { type: "MEMORY", value: String(memory) },
];
export const container = (given: Given = {}) => ({
  image: "i",
  logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/jobs" } },
  resourceRequirements: requests(15, 30_720),
  ...given,
});

/** A job definition in a fleet. */
export const job = (given: Given, parts?: FleetParts) => (stack: TerraformStack) => {
  const { scope } = fleet(stack, "fleet", parts);
  resource(scope, "aws_batch_job_definition", "extra", { name: "extra", type: "container", ...given });
};
export const containerJob = (given: Given, parts?: FleetParts) =>
  job({ container_properties: JSON.stringify(container(given)) }, parts);
export const nodes = (given: Given, parts?: FleetParts) =>
  job({ type: "multinode", node_properties: JSON.stringify(given) }, parts);
