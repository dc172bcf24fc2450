import { readFileSync } from "node:fs";
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

// See apply.test.ts for what is left out, and why.
const environment = {
  protectResults: false,
  operations: { monthlyBudgetUsd: null },
  fleets: [{ name: "graviton", instanceType: "c7g.4xlarge" }],
};
/** Jobs of several nodes, as nothing else deploys them. */
const hpc = { name: "hpc", instanceType: "hpc7g.16xlarge", nodes: 2 };
/** Where moto's EC2 offers both types. */
const zone = "us-east-1c";

/**
 * Two environments in one account and region: `default` with a VPC of its own, `staging` in that VPC, as an existing
 * one, with a fleet for jobs of several nodes. Whatever they had in common would be refused as taken, or be planned away by the other.
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
    const deploy = async (name: "default" | "staging", more: object): Promise<TerraformStack[]> => {
      const paths = stacksForLocalAws(directories[name], { ...environment, ...more }, aws, name);
      const stacks = paths.map((path) => terraformStack(terraform, path));
      await Promise.all(stacks.map((stack) => stack.init()));
      const [foundation, ...others] = stacks;
      await foundation?.apply();
      await Promise.all(others.map((stack) => stack.apply()));
      return stacks;
    };
    ours = await deploy("default", { network: { zones: [zone] } });
    const fleets = [...environment.fleets, hpc];
    theirs = await deploy("staging", { network: networkOf(directories.default), fleets });
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
      runJob(aws.client, "graviton", "staging-geos-chem"),
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

  test("one is changed in place, in the VPC that is there, and the other is as it was", async () => {
    const changed = { name: "graviton", instanceType: "c7g.16xlarge", maxInstances: 2 };
    const network = networkOf(directories.default);
    stacksForLocalAws(
      directories.staging,
      { ...environment, network, fleets: [changed, hpc] },
      aws,
      "staging",
    );
    const [, batch] = theirs;
    const plan = Object.entries((await batch?.plan()) ?? {});
    expect(plan.map(([address, action]) => `${action} ${address.split(".")[0]}`).toSorted()).toEqual([
      "update aws_batch_compute_environment",
      "update aws_batch_job_definition",
      "update aws_batch_job_definition",
      "update aws_batch_job_definition",
    ]);
    await batch?.applyPlan();
    const plans = await Promise.all([...ours, ...theirs.slice(0, 2)].map((stack) => stack.plan()));
    expect(plans).toEqual(plans.map(() => ({})));
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

/** What of a deployed network another environment names as an existing one. */
function networkOf(directory: string): { vpcId: string; subnetIds: string[] } {
  const file = join(directory, "stacks", "geos-chem-foundation", "terraform.tfstate");
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as {
    resources: { mode: string; type: string; instances: { attributes: { id: string } }[] }[];
  };
  const ids = (type: string) =>
    resources
      .filter((resource) => resource.mode === "managed" && resource.type === type)
      .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.id));
  const [vpcId = ""] = ids("aws_vpc");
  return { vpcId, subnetIds: ids("aws_subnet") };
}
