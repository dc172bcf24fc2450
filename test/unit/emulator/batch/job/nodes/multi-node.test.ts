import { describe, expect, it, test } from "vitest";
import { readRange } from "../../../../../../emulator/batch/job-definition/node-ranges.ts";
import type { OperationInput } from "../../../../../../emulator/model/operation-types.ts";
import type { LocalBatchOptions } from "../../local-batch.ts";
import { resources } from "../../local-batch.ts";
import { filledBatch } from "../../resource-calls.ts";

type NodeProperties = NonNullable<OperationInput<"RegisterJobDefinition">["nodeProperties"]>;

const container = (vcpus = 1) => ({
  image: "image",
  command: ["run"],
  resourceRequirements: resources(vcpus, 1024),
});

const threeNodes: NodeProperties = {
  numNodes: 3,
  mainNode: 1,
  nodeRangeProperties: [{ targetNodes: "0:", container: container() }],
};

async function nodesBatch(
  plan?: LocalBatchOptions["plan"],
  nodeProperties: NodeProperties = threeNodes,
  more: Partial<OperationInput<"RegisterJobDefinition">> = {},
) {
  const made = await filledBatch(plan ? { plan } : {});
  const registerNodes = (given: NodeProperties, rest: object = {}) =>
    made.register({ jobDefinitionName: "nodes", type: "multinode", nodeProperties: given, ...rest });
  registerNodes(nodeProperties, more);
  const submitNodes = (input: Partial<OperationInput<"SubmitJob">> = {}) =>
    made.submit({ jobDefinition: "nodes", ...input });
  const states = (id: string) => [0, 1, 2].map((index) => made.describe(`${id}#${index}`).status);
  return { ...made, registerNodes, submitNodes, states };
}

const nodeOf = ({ jobId }: { readonly jobId: string }) => Number(jobId.split("#")[1]);
const ended = (exitCode: number) => ({ exitCode, statusReason: "Essential container in task exited" });

describe("a multi-node job", () => {
  it("starts its main node first, the others once that runs, each on an instance of its own", async () => {
    const {
      submitNodes,
      states,
      describe: show,
      clock,
      requests,
      environment,
    } = await nodesBatch(() => ({
      startMs: 1000,
      durationMs: 60_000,
    }));
    const id = submitNodes();
    await clock.advance(500);
    expect(show(id).status).toBe("STARTING");
    expect(states(id)).toEqual(["RUNNABLE", "STARTING", "RUNNABLE"]);
    expect(environment("ce")?.computeResources?.desiredvCpus).toBe(48);
    await clock.advance(1000);
    expect(show(id).status).toBe("RUNNING");
    expect(states(id)).toEqual(["STARTING", "RUNNING", "STARTING"]);
    await clock.advance(1000);
    expect(states(id)).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
    const hosts = [0, 1, 2].map((index) => show(`${id}#${index}`).container?.containerInstanceArn);
    expect(new Set(hosts).size).toBe(3);
    await clock.runOut();
    expect(show(id).status).toBe("SUCCEEDED");
    expect(requests).toHaveLength(3);
  });

  it("gives each node AWS's variables, and the main node's address to the others", async () => {
    const { submitNodes, clock, requests } = await nodesBatch();
    const id = submitNodes();
    await clock.runOut();
    const variables = (index: number) =>
      Object.fromEntries(
        requests
          .find(({ jobId }) => jobId === `${id}#${index}`)
          ?.container.environment?.map(({ name, value }) => [name, value]) ?? [],
      );
    const all = { AWS_BATCH_JOB_MAIN_NODE_INDEX: "1", AWS_BATCH_JOB_NUM_NODES: "3" };
    expect(variables(1)).toMatchObject({ ...all, AWS_BATCH_JOB_NODE_INDEX: "1" });
    expect(variables(1)).not.toHaveProperty("AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS");
    expect(variables(2)).toMatchObject({
      ...all,
      AWS_BATCH_JOB_ID: `${id}#2`,
      AWS_BATCH_JOB_NODE_INDEX: "2",
      AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS: "172.18.0.2",
    });
  });

  it("is not changed by another node that dies, and ends as its main node does", async () => {
    const {
      submitNodes,
      states,
      describe: show,
      clock,
    } = await nodesBatch(
      (request) =>
        nodeOf(request) === 0
          ? { durationMs: 1000, outcome: ended(1) }
          : { durationMs: nodeOf(request) === 1 ? 30_000 : 600_000 },
      threeNodes,
      { retryStrategy: { attempts: 3 } },
    );
    const id = submitNodes();
    await clock.advance(10_000);
    expect(states(id)).toEqual(["FAILED", "RUNNING", "RUNNING"]);
    expect(show(id).status).toBe("RUNNING");
    await clock.advance(30_000);
    expect(show(id)).toMatchObject({ status: "SUCCEEDED" });
    expect(show(id).attempts).toHaveLength(1);
    expect(states(id)).toEqual(["FAILED", "SUCCEEDED", "FAILED"]);
    expect(show(`${id}#2`).statusReason).toBe("Main node ended");
  });

  it("is tried again as a whole when its main node fails", async () => {
    const {
      submitNodes,
      states,
      describe: show,
      clock,
      requests,
    } = await nodesBatch(
      (request) =>
        nodeOf(request) === 1
          ? { durationMs: 5000, outcome: ended(request.attempt === 1 ? 1 : 0) }
          : { durationMs: 600_000 },
      threeNodes,
      { retryStrategy: { attempts: 2 } },
    );
    const id = submitNodes();
    await clock.runOut();
    expect(show(id)).toMatchObject({ status: "SUCCEEDED" });
    expect(show(id).attempts?.map(({ container: of }) => of?.exitCode)).toEqual([1, 0]);
    expect(requests).toHaveLength(6);
    expect(states(id)[1]).toBe("SUCCEEDED");
  });

  it("is cancelled and terminated with all its nodes", async () => {
    const {
      submitNodes,
      states,
      describe: show,
      clock,
      terminate,
      cancel,
      submit,
    } = await nodesBatch(() => ({
      durationMs: 600_000,
    }));
    const id = submitNodes();
    await clock.advance(10);
    terminate(id, "enough");
    await clock.advance(100);
    expect(show(id)).toMatchObject({ status: "FAILED", statusReason: "enough", isTerminated: true });
    expect(states(id)).toEqual(["FAILED", "FAILED", "FAILED"]);
    const other = submit();
    const waiting = submitNodes({ dependsOn: [{ jobId: other }] });
    await clock.advance(10);
    cancel(waiting, "no");
    await clock.runOut();
    expect(states(waiting)).toEqual(["FAILED", "FAILED", "FAILED"]);
  });

  it("is shown with its nodes, and these with the job only", async () => {
    const { submitNodes, list, describe: show, clock, definitions } = await nodesBatch();
    const id = submitNodes();
    await clock.runOut();
    expect(show(id)).not.toHaveProperty("container");
    expect(show(id).nodeProperties).toMatchObject({ numNodes: 3, mainNode: 1 });
    expect(show(`${id}#1`)).toMatchObject({
      nodeDetails: { nodeIndex: 1, isMainNode: true },
      container: { image: "image", exitCode: 0 },
    });
    const summaries = (input: object) =>
      list({ jobStatus: "SUCCEEDED", ...input }).jobSummaryList?.map(({ jobId }) => jobId);
    expect(summaries({ jobQueue: "queue" })).toEqual([id]);
    expect(summaries({ multiNodeJobId: id })).toContain(`${id}#1`);
    const [definition] = definitions({ jobDefinitionName: "nodes" }).jobDefinitions ?? [];
    expect(definition).not.toHaveProperty("containerProperties");
    expect(definition?.nodeProperties?.nodeRangeProperties?.[0]).toMatchObject({
      container: { volumes: [] },
      instanceTypes: [],
    });
  });

  it("takes another number of nodes and other containers from its submission", async () => {
    const { submitNodes, clock, requests } = await nodesBatch(undefined, {
      ...threeNodes,
      nodeRangeProperties: ["0:0", "1:"].map((targetNodes) => ({ targetNodes, container: container() })),
    });
    const id = submitNodes({
      nodeOverrides: {
        numNodes: 2,
        nodePropertyOverrides: [
          { targetNodes: "1:", containerOverrides: { command: ["main"] }, instanceTypes: ["c7g.4xlarge"] },
        ],
      },
    });
    await clock.runOut();
    expect(requests.map(({ jobId, container: { command } }) => [jobId, command])).toEqual([
      [`${id}#1`, ["main"]],
      [`${id}#0`, ["run"]],
    ]);
  });

  it("waits for all its instances at once, and says when it never gets them", async () => {
    const {
      submitNodes,
      submit,
      describe: show,
      clock,
      states,
    } = await nodesBatch(() => ({ durationMs: 1000 }));
    // 64 vCPUs are four instances: with two taken there is no room for three more.
    const small = [submit(), submit({ containerOverrides: { resourceRequirements: resources(16, 1024) } })];
    await clock.advance(10);
    const id = submitNodes();
    await clock.advance(10);
    expect(states(id)).toEqual(["RUNNABLE", "RUNNABLE", "RUNNABLE"]);
    expect(show(id).statusReason).toBeUndefined();
    await clock.runOut();
    expect([...small, id].map((one) => show(one).status)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
    const many = submitNodes({ nodeOverrides: { numNodes: 6 } });
    await clock.advance(10);
    expect(show(many).statusReason).toMatch(/^MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE/);
  });
});

test.each<[Partial<NodeProperties>, object, RegExp]>([
  [{ mainNode: 3 }, {}, /mainNode must be less than numNodes, given 3 of 3/],
  [{ numNodes: 1001 }, {}, /numNodes must be between 1 and 1000/],
  [{ nodeRangeProperties: [] }, {}, /1 to 5 groups/],
  [{ nodeRangeProperties: [{ targetNodes: "0:1", container: container() }] }, {}, /every node, not 2/],
  [{ nodeRangeProperties: [{ targetNodes: "0:3", container: container() }] }, {}, /range of nodes 0 to 2/],
  [{ nodeRangeProperties: [{ targetNodes: "a", container: container() }] }, {}, /given a/],
  [{ nodeRangeProperties: [{ targetNodes: "0:" }] }, {}, /Container image is required/],
  [{ nodeRangeProperties: [{ targetNodes: "0:", container: { image: "i" } }] }, {}, /vCPU is not provided/],
  [{}, { platformCapabilities: ["FARGATE"] }, /not applicable for FARGATE/],
  [{}, { type: "container", containerProperties: container() }, /only for job definitions of type multinode/],
  [{}, { containerProperties: container() }, /only for job definitions of type container/],
])("a definition of nodes with %j and %j is refused", async (nodes, more, message) => {
  const { registerNodes } = await nodesBatch();
  expect(() => registerNodes({ ...threeNodes, ...nodes }, more)).toThrow(message);
});

it("is refused on Spot, as an array, and with overrides that it does not take", async () => {
  const { submitNodes, submit, createEnvironment, createQueue, settle, registerNodes } = await nodesBatch();
  createEnvironment("spot", { type: "SPOT", allocationStrategy: "SPOT_CAPACITY_OPTIMIZED" });
  await settle();
  createQueue("spot", ["spot"]);
  await settle();
  expect(() => submitNodes({ jobQueue: "spot" })).toThrow(/need a compute environment of type EC2/);
  expect(() => submitNodes({ arrayProperties: { size: 2 } })).toThrow(/cannot be an array/);
  expect(() => submitNodes({ containerOverrides: {} })).toThrow(/nodeOverrides/);
  expect(() => submitNodes({ nodeOverrides: { numNodes: 1 } })).toThrow(/mainNode must be less/);
  expect(() => submit({ nodeOverrides: { numNodes: 1 } })).toThrow(/only for multi-node jobs/);
  registerNodes({ ...threeNodes, nodeRangeProperties: [{ targetNodes: "0:2", container: container() }] });
  // aws/aws-cdk#29415
  expect(() => submitNodes({ nodeOverrides: { numNodes: 3 } })).toThrow(
    "NumNodes override can only be applied if the job definition has at least 1 target node without a range_end i.e (:) or (range_start:).",
  );
  // aws/aws-parallelcluster#964
  const overriding = (targetNodes: string) => () =>
    submitNodes({ nodeOverrides: { nodePropertyOverrides: [{ targetNodes }] } });
  expect(overriding("0:0")).toThrow(
    "NodeOverride targets should match job definition. Non matching targets - 0:0",
  );
  expect(overriding(":2")()).toBeTruthy();
});

// API reference, NodeRangeProperty.
test.each([
  ["2", { from: 2, to: 2 }],
  ["0:3", { from: 0, to: 3 }],
  [":3", { from: 0, to: 3 }],
  ["3:", { from: 3, to: 9 }],
  [":", { from: 0, to: 9 }],
])("targetNodes %s of ten", (text, range) => {
  expect(readRange(text, 10)).toEqual(range);
});
