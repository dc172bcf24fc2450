import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DescribeJobQueuesCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import { fleetNames } from "../../../contract/names.ts";
import { findTerraform } from "../../policy/support/terraform.ts";
import { jobWithin } from "../../support/job-within.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { isThorough, onlyThorough } from "../../support/thorough.ts";
import { unavailable } from "../../support/unavailable.ts";
import { startLocalAws, type LocalAws } from "./support/local-aws.ts";
import { runJob } from "./support/run-job.ts";
import { stacksForLocalAws } from "./support/stacks-for-local-aws.ts";
import { terraformStack, type TerraformStack } from "./support/terraform-stack.ts";

// Without protection of the results, or nothing could be destroyed; the budget is in apply.test.ts.
const environment = { protectResults: false, operations: { monthlyBudgetUsd: null } };
const graviton = { name: "graviton", instanceType: "c7g.4xlarge" };
/** A Spot fleet with hyper-threads off. */
const cores = { name: "cores-spot", instanceType: "c7i.4xlarge", spot: true, smt: false };
/** Jobs of several nodes, as nothing else deploys them; a cluster placement group is in one zone. */
const hpc = { name: "hpc", instanceType: "hpc7g.16xlarge", nodes: 2 };
/** The first is where moto's EC2 offers all of these types. */
const zones = ["us-east-1c", "us-east-1a"];

/**
 * Two environments in one account and region: `default` with a VPC of its own, `staging` in that VPC, as an existing
 * one, with a Spot fleet and one for jobs of several nodes. Whatever they had in common would be refused as taken, or be
 * planned away by the other. What of the Spot fleet is replaced rather than updated would take the name of what is still
 * there, and so end the apply half-way: the provider decides which, and it is asked here.
 */
describe("two environments in one account", () => {
  const directories = {
    default: temporaryDirectory("side-default"),
    staging: temporaryDirectory("side-staging"),
  };
  let missing: string | undefined;
  let aws: LocalAws;
  let ours: TerraformStack[];
  let theirs: TerraformStack[];

  beforeAll(async () => {
    if (!isThorough) return;
    const terraform = await findTerraform();
    if ("missing" in terraform) {
      ({ missing } = terraform);
      return;
    }
    const started = await startLocalAws();
    if ("missing" in started) {
      ({ missing } = started);
      return;
    }
    aws = started;
    const prepare = async (name: "default" | "staging", more: object): Promise<TerraformStack[]> => {
      const paths = stacksForLocalAws(directories[name], { ...environment, ...more }, aws, name);
      const stacks = paths.map((path) => terraformStack(terraform, path));
      await Promise.all(stacks.map((stack) => stack.init()));
      return stacks;
    };
    const apply = (stacks: readonly TerraformStack[]) => Promise.all(stacks.map((stack) => stack.apply()));
    ours = await prepare("default", {
      network: { zones, egress: "interface-endpoints" },
      fleets: [graviton],
    });
    await apply(ours.slice(0, 1));
    // The other needs the network, and nothing of the jobs.
    const deployTheirs = async () => {
      theirs = await prepare("staging", inVpcOf(directories.default, cores));
      await apply(theirs.slice(0, 1));
      await apply(theirs.slice(1));
    };
    await Promise.all([apply(ours.slice(1)), deployTheirs()]);
  });
  beforeEach((context) => {
    onlyThorough(context, "two environments");
    if (missing !== undefined) unavailable(context, missing);
  });
  afterAll(() => aws?.close());

  test("are deployed, and neither finds anything to change in itself", async () => {
    const plans = await Promise.all([...ours, ...theirs].map((stack) => stack.plan()));
    expect(plans).toEqual(plans.map(() => ({})));
  });

  test("run jobs, each in its own queue", async () => {
    const jobs = await Promise.all([
      runJob(aws.client, "graviton"),
      runJob(aws.client, cores.name, "staging-geos-chem"),
    ]);
    expect(jobs.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });

  test("run a job of several nodes, each with what its definition asks for", async () => {
    const { jobQueue, multiNodeJobDefinition: jobDefinition } = fleetNames("hpc", "staging-geos-chem");
    const parameters = { configJson: "{}" };
    const { jobId = "" } = await aws.client.send(
      new SubmitJobCommand({ jobName: "nodes", jobQueue, jobDefinition, parameters }),
    );
    expect(await jobWithin(aws.client, jobId)).toMatchObject({
      status: "SUCCEEDED",
      nodeProperties: { numNodes: 2 },
    });
    const nodes = aws.attempts.filter((attempt) => attempt.jobId.startsWith(jobId));
    expect(nodes.map(({ jobId: id }) => id).toSorted()).toEqual([`${jobId}#0`, `${jobId}#1`]);
    for (const { isNode, vcpus } of nodes) expect({ isNode, vcpus }).toEqual({ isNode: true, vcpus: 63 });
  });

  // One plan shows it for each: a single change that forces a replacement would make one of the whole.
  test("one is updated in place by every change of its Spot fleet at once, and runs jobs then", async () => {
    const changed = { ...cores, instanceType: "c7i.16xlarge", smt: true, scratchGiB: 200, maxInstances: 9 };
    const more = { ...environment, ...inVpcOf(directories.default, changed) };
    const [, stack = ""] = stacksForLocalAws(directories.staging, more, aws, "staging");
    changeSpotResources(stack, {
      security_group_ids: ["sg-0123456789abcdef0"],
      subnets: ["subnet-0123456789abcdef0"],
      ec2_configuration: [{ image_type: "ECS_AL2023_NVIDIA" }],
    });
    const [, batch] = theirs;
    const plan = Object.entries((await batch?.plan()) ?? {});
    expect(plan.map(([address, action]) => `${action} ${address.split(".")[0]}`).toSorted()).toEqual([
      "update aws_batch_compute_environment",
      "update aws_batch_job_definition",
      "update aws_batch_job_definition",
      "update aws_batch_job_definition",
      "update aws_launch_template",
    ]);
    await batch?.applyPlan();
    const [drift, job] = await Promise.all([
      batch?.plan(),
      runJob(aws.client, cores.name, "staging-geos-chem"),
    ]);
    expect(drift).toEqual({});
    expect(job.status).toBe("SUCCEEDED");
  });

  test("one is destroyed, and the other is as it was", async () => {
    const [foundation, batch, operations] = theirs;
    await Promise.all([batch?.destroy(), operations?.destroy()]);
    await foundation?.destroy();
    const { jobQueues = [] } = await aws.client.send(new DescribeJobQueuesCommand());
    expect(jobQueues.map(({ jobQueueName }) => jobQueueName)).toEqual(["geos-chem-graviton-queue"]);
    const plans = await Promise.all(ours.map((stack) => stack.plan()));
    expect(plans).toEqual(plans.map(() => ({})));
  });
});

/** An environment of two fleets in the network that another one deployed. */
function inVpcOf(directory: string, spotFleet: object): object {
  const file = join(directory, "stacks", "geos-chem-foundation", "terraform.tfstate");
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as {
    resources: {
      mode: string;
      type: string;
      instances: { attributes: { id: string; availability_zone: string } }[];
    }[];
  };
  const all = (type: string) =>
    resources
      .filter((resource) => resource.mode === "managed" && resource.type === type)
      .flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
  const subnets = all("aws_subnet");
  const inOneZone = subnets.filter(({ availability_zone: zone }) => zone === zones[0]);
  const ids = (found: typeof subnets) => found.map(({ id }) => id);
  return {
    network: { vpcId: all("aws_vpc")[0]?.id, subnetIds: ids(subnets) },
    fleets: [spotFleet, { ...hpc, subnets: ids(inOneZone) }],
  };
}

/** What no environment can be asked to change. */
function changeSpotResources(stack: string, change: object): void {
  const file = join(stack, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    resource: { aws_batch_compute_environment: Record<string, { compute_resources: { type: string } }> };
  };
  for (const { compute_resources } of Object.values(json.resource.aws_batch_compute_environment)) {
    if (compute_resources.type === "SPOT") Object.assign(compute_resources, change);
  }
  writeFileSync(file, JSON.stringify(json));
}
