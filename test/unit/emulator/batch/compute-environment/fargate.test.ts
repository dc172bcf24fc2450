import { describe, expect, it, test } from "vitest";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
import { resources } from "../local-batch.ts";
import { emptyBatch } from "../resource-calls.ts";

const fargate = {
  type: "FARGATE" as const,
  maxvCpus: 4,
  subnets: ["subnet-1"],
  securityGroupIds: ["sg-1"],
};

type Container = NonNullable<OperationInput<"RegisterJobDefinition">["containerProperties"]>;

function fargateBatch() {
  const made = emptyBatch();
  const { call } = made;
  const createFargate = (name: string, more: object = {}) =>
    call("CreateComputeEnvironment", {
      computeEnvironmentName: name,
      type: "MANAGED",
      computeResources: { ...fargate, ...more },
    });
  const registerFargate = (more: Partial<Container> = {}, platformCapabilities = ["FARGATE" as const]) =>
    call("RegisterJobDefinition", {
      jobDefinitionName: "job",
      type: "container",
      platformCapabilities,
      containerProperties: {
        image: "image",
        executionRoleArn: "arn:aws:iam::123456789012:role/execution",
        resourceRequirements: resources(1, 2048),
        ...more,
      },
    });
  return { ...made, createFargate, registerFargate };
}

async function readyBatch() {
  const made = fargateBatch();
  made.createFargate("ce");
  await made.settle();
  made.createQueue("queue", ["ce"]);
  await made.settle();
  return made;
}

describe("a Fargate environment", () => {
  it("shows neither instances nor what only they have", async () => {
    const { createFargate, environment, settle } = fargateBatch();
    createFargate("ce", { type: "FARGATE_SPOT" });
    await settle();
    expect(environment("ce")).toMatchObject({ status: "VALID", containerOrchestrationType: "ECS" });
    expect(environment("ce")?.computeResources).toEqual({ ...fargate, type: "FARGATE_SPOT" });
  });

  // The text: seen for desiredvCpus and tags. The members: API reference, ComputeResource.
  test.each([
    [{ desiredvCpus: 1 }, "desiredvCpus is not applicable for Fargate."],
    [{ tags: { a: "1" } }, "tags is not applicable for Fargate."],
    [{ instanceTypes: ["m5"] }, "instanceTypes is not applicable for Fargate."],
    [{ allocationStrategy: "BEST_FIT" }, "allocationStrategy is not applicable for Fargate."],
    [{ instanceRole: "r" }, "instanceRole is not applicable for Fargate."],
    [{ ec2Configuration: [{ imageType: "ECS_AL2" }] }, "ec2Configuration is not applicable"],
    [{ securityGroupIds: [] }, "securityGroupIds is required."],
    [{ subnets: [] }, "subnets is required."],
  ])("refuses %j", (more, message) => {
    const { createFargate } = fargateBatch();
    expect(() => createFargate("ce", more)).toThrow(message);
  });

  it("takes what Terraform sends for members that are not given", () => {
    const { createFargate } = fargateBatch();
    expect(() => createFargate("ce", { minvCpus: 0, desiredvCpus: 0, instanceTypes: [] })).not.toThrow();
  });

  it("is not mixed with EC2 in a queue, and becomes no EC2 environment", async () => {
    const { createFargate, createEnvironment, createQueue, call, environment, settle } = fargateBatch();
    createFargate("ce");
    createEnvironment("ec2");
    await settle();
    expect(() => createQueue("queue", ["ce", "ec2"])).toThrow(/cannot be mixed/);
    const update = (computeResources: object) =>
      call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources });
    expect(() => update({ type: "EC2" })).toThrow(/cannot be changed from FARGATE to EC2/);
    update({ maxvCpus: 8, subnets: ["subnet-2"] });
    await settle();
    expect(environment("ce")?.computeResources).toEqual({ ...fargate, maxvCpus: 8, subnets: ["subnet-2"] });
  });
});

describe("a Fargate job", () => {
  it("runs with a quota of CPUs, on the architecture that it asks for, on no instance", async () => {
    const { registerFargate, submit, describe: show, requests, clock } = await readyBatch();
    registerFargate({ runtimePlatform: { cpuArchitecture: "ARM64" } });
    const id = submit();
    await clock.runOut();
    expect(show(id)).toMatchObject({ status: "SUCCEEDED", platformCapabilities: ["FARGATE"] });
    expect(show(id).attempts?.[0]?.container?.containerInstanceArn).toBeUndefined();
    expect(show(id).container?.fargatePlatformConfiguration).toEqual({ platformVersion: "LATEST" });
    expect(requests[0]).toMatchObject({ platform: "linux/arm64", cpuLimit: "quota", vcpus: 1 });
    expect(requests[0]?.container.environment).toContainEqual({
      name: "AWS_EXECUTION_ENV",
      value: "AWS_ECS_FARGATE",
    });
  });

  it("counts with its own size against maxvCpus, and never goes beyond", async () => {
    const { registerFargate, submit, clock, list, describe: show } = await readyBatch();
    registerFargate();
    for (let index = 0; index < 6; index++) submit();
    await clock.advance(10);
    expect(list({ jobQueue: "queue" }).jobSummaryList).toHaveLength(4);
    await clock.runOut();
    registerFargate({ resourceRequirements: resources(8, 16_384) });
    const large = submit();
    await clock.advance(10);
    expect(show(large).statusReason).toMatch(/^MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE/);
  });

  // API reference, ResourceRequirement.
  test.each([
    [0.25, 512, true],
    [0.25, 1536, false],
    [0.25, 2048, true],
    [0.5, 4096, true],
    [1, 4000, false],
    [1, 8192, true],
    [4, 30_720, true],
    [8, 16_384, true],
    [8, 17_408, false],
    [16, 122_880, true],
    [15, 30_720, false],
  ])("of %d vCPUs and %i MiB: %s", (vcpus, memory, isSize) => {
    const { registerFargate } = fargateBatch();
    const register = () => registerFargate({ resourceRequirements: resources(vcpus, memory) });
    if (isSize) expect(register).not.toThrow();
    // Netflix/metaflow#749
    else
      expect(register).toThrow(
        `Fargate resource requirements (${vcpus.toFixed(2)} vCPU, ${memory} MiB) not valid.`,
      );
  });

  test.each<[Partial<Container>, string]>([
    [{ executionRoleArn: undefined }, "executionRoleArn is required for Fargate jobs."],
    // insitro/redun#95
    [{ vcpus: 1 }, "vcpus is not applicable for Fargate. Use resource requirements instead."],
    [{ privileged: true }, "privileged is not applicable for Fargate."],
    [{ ulimits: [{ name: "n", softLimit: 1, hardLimit: 1 }] }, "ulimits is not applicable for Fargate."],
    [{ linuxParameters: { sharedMemorySize: 64 } }, "linuxParameters.sharedMemorySize is not applicable"],
    [
      { volumes: [{ name: "v", host: { sourcePath: "/data" } }] },
      "volumes.host.sourcePath is not applicable",
    ],
    [{ logConfiguration: { logDriver: "syslog" } }, "logDriver syslog is not applicable"],
    [{ ephemeralStorage: { sizeInGiB: 20 } }, "must be between 21 and 200, given 20"],
    // aws-cloudformation/cloudformation-coverage-roadmap#1268
    [
      {
        volumes: [{ name: "v", efsVolumeConfiguration: { fileSystemId: "fs-1" } }],
        fargatePlatformConfiguration: { platformVersion: "1.3.0" },
      },
      "EFS is supported for Fargate platform version 1.4.0.",
    ],
    [{ resourceRequirements: [...resources(1, 2048), { type: "GPU", value: "1" }] }, "GPU is not applicable"],
    [{ runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } }, "does not support"],
    [{ runtimePlatform: { cpuArchitecture: "arm64" } }, "must be X86_64 or ARM64, given arm64"],
  ])("refuses %j", (more, message) => {
    const { registerFargate } = fargateBatch();
    expect(() => registerFargate(more)).toThrow(message);
  });

  it("takes what is false or empty of these", () => {
    const { registerFargate } = fargateBatch();
    expect(() =>
      registerFargate({ privileged: false, ulimits: [], linuxParameters: { initProcessEnabled: true } }),
    ).not.toThrow();
  });

  it("is submitted to a queue of Fargate only, and the reverse", async () => {
    const { registerFargate, register, createEnvironment, createQueue, submit, settle } = await readyBatch();
    registerFargate();
    createEnvironment("ec2");
    await settle();
    createQueue("ec2", ["ec2"]);
    await settle();
    const text = "Job Queue is attached to Compute Environment that can not run Jobs with capability";
    expect(() => submit({ jobQueue: "ec2" })).toThrow(`${text} FARGATE.`);
    register({
      jobDefinitionName: "on-ec2",
      type: "container",
      containerProperties: { image: "i", resourceRequirements: resources(1, 512) },
    });
    expect(() => submit({ jobDefinition: "on-ec2" })).toThrow(`${text} EC2.`);
    submit({ jobQueue: "ec2", jobDefinition: "on-ec2" });
  });

  it("keeps to the sizes when it is overridden", async () => {
    const { registerFargate, submit } = await readyBatch();
    registerFargate();
    const override = (memory: string) =>
      submit({ containerOverrides: { resourceRequirements: [{ type: "MEMORY", value: memory }] } });
    expect(() => override("3000")).toThrow("Fargate resource requirements (1.00 vCPU, 3000 MiB) not valid.");
    override("3072");
    expect(() => submit({ containerOverrides: { vcpus: 1 } })).not.toThrow();
  });
});
