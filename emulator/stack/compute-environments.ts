import { CRAllocationStrategy, CRType, CEState, CEType } from "@aws-sdk/client-batch";
import { z } from "zod";
import type { StackComputeEnvironment } from "../ports/stack-model.ts";
import { block, blocks, integer, present, text, texts } from "./blocks.ts";
import { allTags } from "./default-tags.ts";
import { partitionOf, stableHex } from "../aws/account.ts";
import type { Resolver } from "./resolver.ts";
import { resourcesOf, type Resource } from "./resources.ts";
import type { Stack } from "../../contract/terraform/terraform-json.ts";

const upperCase = <Values extends Readonly<Record<string, string>>>(values: Values) =>
  z.preprocess((given) => (typeof given === "string" ? given.toUpperCase() : given), z.enum(values));

const computeResources = z.object({
  type: upperCase(CRType),
  allocation_strategy: z.enum(CRAllocationStrategy).optional(),
  min_vcpus: integer.optional(),
  max_vcpus: integer,
  desired_vcpus: integer.optional(),
  instance_type: z.array(text).optional(),
  image_id: text.optional(),
  subnets: z.array(text),
  security_group_ids: z.array(text).optional(),
  ec2_key_pair: text.optional(),
  instance_role: text.optional(),
  tags: texts.optional(),
  placement_group: text.optional(),
  bid_percentage: integer.optional(),
  spot_iam_fleet_role: text.optional(),
  launch_template: block(
    z.object({
      launch_template_id: text.optional(),
      launch_template_name: text.optional(),
      version: z.coerce.string().optional(),
    }),
  ).optional(),
  ec2_configuration: blocks(z.object({ image_type: text, image_id_override: text.optional() })).optional(),
});

const schema = z.object({
  compute_environment_name: text.optional(),
  compute_environment_name_prefix: text.optional(),
  type: upperCase(CEType),
  state: upperCase(CEState).default("ENABLED"),
  service_role: text.optional(),
  compute_resources: block(computeResources).optional(),
  update_policy: block(
    z.object({ job_execution_timeout_minutes: integer, terminate_jobs_on_update: z.boolean() }),
  ).optional(),
  tags: texts.optional(),
});

/** `aws_batch_compute_environment` as DescribeComputeEnvironments would show it. */
export function computeEnvironments(stacks: readonly Stack[], resolver: Resolver): StackComputeEnvironment[] {
  return resourcesOf(stacks, resolver, "aws_batch_compute_environment", schema).map((resource) => {
    const { given, region, address } = resource;
    return present<StackComputeEnvironment>({
      computeEnvironmentName: resource.computed("compute_environment_name"),
      computeEnvironmentArn: resource.computed("arn"),
      ecsClusterArn: resource.computed("ecs_cluster_arn"),
      tags: allTags(resolver, resource.stack, given.tags),
      type: given.type,
      state: given.state,
      status: "VALID",
      statusReason: "ComputeEnvironment Healthy",
      computeResources: given.compute_resources && resourcesShape(given.compute_resources),
      // Without one, Batch uses its service-linked role (terraform-provider-aws docs, service_role).
      serviceRole: given.service_role ?? serviceLinkedRole(region, resolver.accountId),
      updatePolicy: updatePolicy(given),
      containerOrchestrationType: "ECS",
      uuid: uuidOf(address),
    });
  });
}

function resourcesShape(of: z.output<typeof computeResources>) {
  return present({
    type: of.type,
    allocationStrategy: of.allocation_strategy,
    minvCpus: of.min_vcpus ?? 0,
    maxvCpus: of.max_vcpus,
    desiredvCpus: of.desired_vcpus ?? of.min_vcpus ?? 0,
    instanceTypes: of.instance_type,
    imageId: of.image_id,
    subnets: of.subnets,
    securityGroupIds: of.security_group_ids,
    ec2KeyPair: of.ec2_key_pair,
    instanceRole: of.instance_role,
    tags: of.tags,
    placementGroup: of.placement_group,
    bidPercentage: of.bid_percentage,
    spotIamFleetRole: of.spot_iam_fleet_role,
    launchTemplate:
      of.launch_template &&
      present({
        launchTemplateId: of.launch_template.launch_template_id,
        launchTemplateName: of.launch_template.launch_template_name,
        version: of.launch_template.version,
      }),
    ec2Configuration: of.ec2_configuration?.map(({ image_type, image_id_override }) =>
      present({ imageType: image_type, imageIdOverride: image_id_override }),
    ),
  });
}

function updatePolicy({ update_policy: policy }: Resource<z.output<typeof schema>>["given"]) {
  return (
    policy && {
      jobExecutionTimeoutMinutes: policy.job_execution_timeout_minutes,
      terminateJobsOnUpdate: policy.terminate_jobs_on_update,
    }
  );
}

const serviceLinkedRole = (region: string, accountId: string) =>
  `arn:${partitionOf(region)}:iam::${accountId}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;

function uuidOf(address: string): string {
  return stableHex(address, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
