import { describe, expect, it } from "vitest";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
import { emptyBatch, filledBatch } from "../resource-calls.ts";

const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;

describe("CreateComputeEnvironment", () => {
  it("is CREATING at first, then VALID, and described as given with what AWS adds", async () => {
    const { createEnvironment, environment, settle, call } = emptyBatch();
    expect(createEnvironment("ce", {}, { tags: { a: "1" } })).toEqual({
      computeEnvironmentName: "ce",
      computeEnvironmentArn: arn("compute-environment/ce"),
    });
    expect(environment("ce")?.status).toBe("CREATING");
    await settle();
    expect(environment(arn("compute-environment/ce"))).toMatchObject({
      status: "VALID",
      statusReason: "ComputeEnvironment Healthy",
      state: "ENABLED",
      type: "MANAGED",
      serviceRole:
        "arn:aws:iam::123456789012:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
      ecsClusterArn: expect.stringMatching(/^arn:aws:ecs:us-east-1:123456789012:cluster\/AWSBatch-ce-/),
      computeResources: { minvCpus: 0, desiredvCpus: 0, maxvCpus: 64, subnets: ["subnet-1"] },
      containerOrchestrationType: "ECS",
      tags: { a: "1" },
    });
    expect(call("ListTagsForResource", { resourceArn: arn("compute-environment/ce") })).toEqual({
      tags: { a: "1" },
    });
  });

  // terraform-provider-aws, TestAccBatchComputeEnvironment_createEC2: a strategy that it did not set would be a difference.
  it("shows an image type, and no strategy, where none was given; BEST_FIT counts", async () => {
    const { createEnvironment, environment, call, settle } = emptyBatch();
    createEnvironment("ce", { allocationStrategy: undefined });
    createEnvironment("own", { ec2Configuration: [{ imageType: "ECS_AL2" }] });
    await settle();
    expect(environment("ce")?.computeResources?.allocationStrategy).toBeUndefined();
    expect(environment("ce")?.computeResources?.ec2Configuration).toEqual([{ imageType: "ECS_AL2023" }]);
    expect(environment("own")?.computeResources).toMatchObject({
      allocationStrategy: "BEST_FIT_PROGRESSIVE",
      ec2Configuration: [{ imageType: "ECS_AL2" }],
    });
    const computeResources = { instanceTypes: ["c8g.4xlarge"] };
    expect(() => call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources })).toThrow(
      /not BEST_FIT/,
    );
  });

  it.each([
    ["a.b", {}, {}, /Provided name a\.b is not supported pattern/],
    ["x".repeat(129), {}, {}, /not supported pattern/],
    [
      "new",
      { instanceTypes: ["c7g.5xlarge"] },
      {},
      /can only be one of \[.*c7g\.4xlarge,.*given c7g\.5xlarge/,
    ],
    ["new", { instanceTypes: [] }, {}, /instanceTypes is required/],
    ["new", { instanceTypes: ["c7g", "c7i.4xlarge"] }, {}, /arm-based instance type cannot be used/],
    ["new", { instanceRole: "" }, {}, /Exception : Instance role is required\., RequestId: /],
    ["new", { subnets: [] }, {}, /subnets is required/],
    ["new", { minvCpus: 65 }, {}, /given 65, 65, 64/],
    ["new", { type: "FARGATE" as const }, {}, /allocationStrategy is not applicable for Fargate/],
    ["new", {}, { computeResources: undefined }, /computeResources is required/],
    ["ce", {}, {}, /^Object already exists$/],
  ])("refuses %s %j %j", async (name, resources, more, message) => {
    const { createEnvironment } = await filledBatch();
    expect(() => createEnvironment(name, resources, more)).toThrow(message);
  });
});

describe("UpdateComputeEnvironment", () => {
  it("changes only what is given and is UPDATING meanwhile", async () => {
    const { call, environment, settle } = await filledBatch();
    call("UpdateComputeEnvironment", {
      computeEnvironment: "ce",
      updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: 360 },
      computeResources: { minvCpus: 16, maxvCpus: 32 },
    });
    expect(environment("ce")?.status).toBe("UPDATING");
    expect(() => call("UpdateComputeEnvironment", { computeEnvironment: "ce" })).toThrow(
      "Cannot update, resource is being modified.",
    );
    await settle();
    expect(environment("ce")).toMatchObject({
      status: "VALID",
      state: "ENABLED",
      updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: 360 },
      computeResources: { minvCpus: 16, maxvCpus: 32, desiredvCpus: 16, instanceTypes: ["c7g.4xlarge"] },
    });
  });

  it("shows a launch template with no overrides as such, and takes the same again for no change", async () => {
    const launchTemplate = { launchTemplateId: "lt-1" };
    // Whose instances cannot be replaced.
    const { call, environment, settle } = await filledBatch(
      {},
      { launchTemplate, allocationStrategy: "BEST_FIT" },
    );
    expect(environment("ce")?.computeResources?.launchTemplate).toEqual({ ...launchTemplate, overrides: [] });
    const computeResources = { maxvCpus: 32, launchTemplate };
    call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources });
    await settle();
    expect(environment("ce")?.computeResources).toMatchObject({ maxvCpus: 32, launchTemplate });
  });

  it("removes an image or a launch template given as empty", async () => {
    const { call, environment, settle } = await filledBatch(
      {},
      { imageId: "ami-1", launchTemplate: { launchTemplateId: "lt-1", version: "1" } },
    );
    const computeResources = { imageId: "", launchTemplate: { launchTemplateId: "" } };
    call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources });
    await settle();
    expect(environment("ce")?.computeResources).not.toHaveProperty("imageId");
    expect(environment("ce")?.computeResources).not.toHaveProperty("launchTemplate");
  });

  it.each([
    [{}, { allocationStrategy: "BEST_FIT" as const }, /Changing instanceTypes.*not BEST_FIT/],
    [{ serviceRole: "arn:aws:iam::1:role/own" }, {}, /needs the service-linked role/],
  ])("replaces instances only under AWS's two conditions: %j %j", async (more, resources, message) => {
    const { createEnvironment, call, settle, environment } = emptyBatch();
    createEnvironment("ce", resources, more);
    await settle();
    const update = (change: object) =>
      call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources: change });
    expect(() => update({ instanceTypes: ["c7g.16xlarge"] })).toThrow(message);
    update({ maxvCpus: 128, instanceTypes: ["c7g.4xlarge"] });
    expect(environment("ce")?.computeResources?.maxvCpus).toBe(128);
  });

  it("refuses what is not there, another kind of role, another architecture in a shared queue", async () => {
    const { call, createEnvironment, settle } = await filledBatch();
    const update = (input: OperationInput<"UpdateComputeEnvironment">) =>
      call("UpdateComputeEnvironment", input);
    expect(() => update({ computeEnvironment: "none" })).toThrow(/none does not exist/);
    expect(() => update({ computeEnvironment: "ce", serviceRole: "own" })).toThrow(/service-linked role/);
    createEnvironment("other");
    await settle();
    const order = ["ce", "other"].map((computeEnvironment, index) => ({ order: index, computeEnvironment }));
    call("UpdateJobQueue", { jobQueue: "queue", computeEnvironmentOrder: order });
    await settle();
    const computeResources = { instanceTypes: ["c7i.4xlarge"] };
    expect(() => update({ computeEnvironment: "ce", computeResources })).toThrow(/same architecture/);
  });
});

describe("DeleteComputeEnvironment", () => {
  it("needs DISABLED, no queue and no change under way; then the environment disappears", async () => {
    const { call, environment, settle, createEnvironment } = await filledBatch();
    const remove = () => call("DeleteComputeEnvironment", { computeEnvironment: "ce" });
    expect(remove).toThrow(/compute environment ce must be DISABLED/);
    call("UpdateComputeEnvironment", { computeEnvironment: "ce", state: "DISABLED" });
    expect(remove).toThrow("Cannot delete, resource is being modified.");
    await settle();
    expect(remove).toThrow("Cannot delete, found existing JobQueue relationship");
    call("UpdateJobQueue", { jobQueue: "queue", state: "DISABLED" });
    await settle();
    call("DeleteJobQueue", { jobQueue: "queue" });
    expect(remove, "a queue in deletion counts").toThrow(/JobQueue relationship/);
    await settle();
    remove();
    expect(environment("ce")?.status).toBe("DELETING");
    await settle();
    expect(environment("ce")).toBeUndefined();
    expect(() => call("ListTagsForResource", { resourceArn: arn("compute-environment/ce") })).toThrow(
      /does not exist/,
    );
    expect(remove()).toEqual({});
    createEnvironment("ce", {}, { tags: { fresh: "yes" } });
    expect(environment("ce")?.tags).toEqual({ fresh: "yes" });
  });
});
