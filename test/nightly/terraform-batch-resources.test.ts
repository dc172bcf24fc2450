import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startLocalBatch, type LocalBatch } from "../../emulator/library/start-local-batch.ts";
import { findTerraform } from "../policy/support/terraform.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { needs } from "../support/needs.ts";
import { terraformStack, type TerraformStack } from "../integration/infra/support/terraform-stack.ts";

const accountId = "123456789012";
const arn = (rest: string) => `arn:aws:batch:us-east-1:${accountId}:${rest}`;

/** The id that `terraform import` takes, by the address of the resource. */
const ids = {
  "aws_batch_compute_environment.ec2": "tf-ec2",
  "aws_batch_compute_environment.fargate": "tf-fargate",
  "aws_batch_scheduling_policy.fair": arn("scheduling-policy/tf-fair"),
  "aws_batch_job_queue.fair": arn("job-queue/tf-fair"),
  "aws_batch_job_queue.fargate": arn("job-queue/tf-fargate"),
};

describe("Terraform's own resources of AWS Batch, whatever the stacks have of them", () => {
  needs("terraform");
  const directory = temporaryDirectory("batch-resources");
  let aws: LocalBatch;
  let stack: TerraformStack;

  beforeAll(async () => {
    const terraform = await findTerraform();
    if ("missing" in terraform) return;
    // As on AWS, where environments and queues are CREATING for a while.
    aws = await startLocalBatch({ accountId, instant: false });
    stack = terraformStack(terraform, directory);
    write("main", configuration(aws.endpoint, { priority: 1, maxvCpus: 64 }));
    await stack.init();
  });
  afterAll(() => aws?.close());

  const write = (name: string, content: object) =>
    writeFileSync(path.join(directory, `${name}.tf.json`), JSON.stringify(content));

  test("EC2 with fair share, Fargate and multi-node: applied, updated, imported, destroyed", async () => {
    await stack.apply();
    expect(await stack.plan()).toEqual({});

    write("main", configuration(aws.endpoint, { priority: 2, maxvCpus: 128 }));
    expect(await stack.plan()).toEqual({
      "aws_batch_compute_environment.ec2": "update",
      "aws_batch_job_queue.fair": "update",
    });
    await stack.applyPlan();
    expect(await stack.plan()).toEqual({});

    // As whoever has the resources and no state of them.
    rmSync(path.join(directory, "terraform.tfstate"));
    const definitions = ["fargate", "nodes"].map((name) => [
      `aws_batch_job_definition.${name}`,
      arn(`job-definition/tf-${name}:1`),
    ]);
    const all = [...Object.entries(ids), ...definitions];
    write("import", { import: all.map(([to, id]) => ({ to, id })) });
    await stack.apply();
    rmSync(path.join(directory, "import.tf.json"));
    expect(await stack.plan()).toEqual({});
    await stack.destroy();
  });
});

function configuration(endpoint: string, of: { priority: number; maxvCpus: number }): object {
  const names = ["batch", "sts"];
  const network = { subnets: ["subnet-0123456789abcdef0"], security_group_ids: ["sg-0123456789abcdef0"] };
  const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
  const container = (vcpus: string, memory: string) => ({
    image: "busybox",
    command: ["true"],
    resourceRequirements: [
      { type: "VCPU", value: vcpus },
      { type: "MEMORY", value: memory },
    ],
  });
  const order = (environment: string) => [
    { order: 1, compute_environment: `\${aws_batch_compute_environment.${environment}.arn}` },
  ];
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
    provider: {
      aws: {
        region: "us-east-1",
        access_key: "test",
        secret_key: "test",
        skip_credentials_validation: true,
        skip_metadata_api_check: "true",
        endpoints: [Object.fromEntries(names.map((name) => [name, endpoint]))],
      },
    },
    resource: {
      aws_batch_compute_environment: {
        ec2: {
          compute_environment_name: "tf-ec2",
          type: "MANAGED",
          compute_resources: {
            type: "EC2",
            allocation_strategy: "BEST_FIT_PROGRESSIVE",
            instance_type: ["c7i.4xlarge"],
            instance_role: `arn:aws:iam::${accountId}:instance-profile/instances`,
            max_vcpus: of.maxvCpus,
            min_vcpus: 0,
            ...network,
          },
        },
        fargate: {
          compute_environment_name: "tf-fargate",
          type: "MANAGED",
          compute_resources: { type: "FARGATE", max_vcpus: 16, ...network },
        },
      },
      aws_batch_scheduling_policy: {
        fair: {
          name: "tf-fair",
          fair_share_policy: {
            compute_reservation: 1,
            share_decay_seconds: 3600,
            share_distribution: [
              { share_identifier: "A1*", weight_factor: 0.1 },
              { share_identifier: "A2", weight_factor: 0.2 },
            ],
          },
        },
      },
      aws_batch_job_queue: {
        fair: {
          name: "tf-fair",
          state: "ENABLED",
          priority: of.priority,
          scheduling_policy_arn: "${aws_batch_scheduling_policy.fair.arn}",
          compute_environment_order: order("ec2"),
        },
        fargate: {
          name: "tf-fargate",
          state: "ENABLED",
          priority: 1,
          compute_environment_order: order("fargate"),
        },
      },
      aws_batch_job_definition: {
        fargate: {
          name: "tf-fargate",
          type: "container",
          platform_capabilities: ["FARGATE"],
          container_properties: JSON.stringify({
            ...container("1", "2048"),
            executionRoleArn: role("execution"),
            fargatePlatformConfiguration: { platformVersion: "LATEST" },
          }),
        },
        nodes: {
          name: "tf-nodes",
          type: "multinode",
          node_properties: JSON.stringify({
            mainNode: 0,
            numNodes: 2,
            nodeRangeProperties: [{ targetNodes: "0:1", container: container("2", "1024") }],
          }),
        },
      },
    },
  };
}
