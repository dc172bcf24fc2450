import { describe, expect, it, test } from "vitest";
import { localBatch, resources } from "../local-batch.ts";
import { container, taskDefinition, waitsFor } from "./task-batch.ts";

const role = "arn:aws:iam::123456789012:role/execution";
const empty = { environment: [], mountPoints: [], secrets: [], ulimits: [] };

describe("a job definition of several containers", () => {
  it("is shown in its normal form (terraform-provider-aws, ecs_properties.go)", () => {
    const { register, definitions } = localBatch();
    const environment = [
      { name: "EMPTY", value: "" },
      { name: "A", value: "1" },
    ];
    register(
      taskDefinition(
        [
          container("main", { environment }),
          container("side", { essential: false, ...waitsFor("main", "START") }),
        ],
        { pidMode: "task", taskRoleArn: role },
      ),
    );
    const [shown] = definitions({ jobDefinitionName: "job", status: "ACTIVE" }).jobDefinitions ?? [];
    expect(shown).not.toHaveProperty("containerProperties");
    expect(shown).toMatchObject({ containerOrchestrationType: "ECS" });
    expect(shown?.ecsProperties?.taskProperties).toEqual([
      {
        pidMode: "task",
        taskRoleArn: role,
        volumes: [],
        containers: [
          {
            ...container("main"),
            ...empty,
            environment: environment.slice(1),
            essential: true,
            dependsOn: [],
          },
          { ...container("side"), ...empty, essential: false, ...waitsFor("main", "START") },
        ],
      },
    ]);
  });

  it("has platform version LATEST on Fargate, and one of Fargate's sizes as a whole", () => {
    const { register, definitions } = localBatch();
    const parts = ["a", "b"].map((name) => container(name, { resourceRequirements: resources(0.5, 1024) }));
    register(taskDefinition(parts, { executionRoleArn: role }, { platformCapabilities: ["FARGATE"] }));
    const [shown] = definitions({ jobDefinitionName: "job", status: "ACTIVE" }).jobDefinitions ?? [];
    expect(shown?.ecsProperties?.taskProperties).toMatchObject([{ platformVersion: "LATEST" }]);
  });

  it("calls an only container without a name what Batch calls it", () => {
    const { register, definitions } = localBatch();
    const { name: _, ...unnamed } = container("x");
    register(taskDefinition([unnamed]));
    const [shown] = definitions({ jobDefinitionName: "job", status: "ACTIVE" }).jobDefinitions ?? [];
    expect(shown?.ecsProperties?.taskProperties?.[0]?.containers?.[0]?.name).toBe("default");
  });
});

const two = [container("a"), container("b")];
const optional = { essential: false };

/** The texts in quotes by rules/batch/pf-batch-jd-ecs-* of badmintoncryer/cdk-preflight; the rules by the API reference. */
test.each([
  ["no container", [], {}, {}, "Number of containers must be between 1 and 10"],
  [
    "eleven",
    Array.from({ length: 11 }, (_, n) => container(`c${n}`)),
    {},
    {},
    "Number of containers must be between 1 and 10",
  ],
  ["one name twice", [container("a"), container("a")], {}, {}, "Container names must be unique"],
  ["a name of ECS's that is none", [container("a.b")], {}, {}, /letters, digits, hyphens.*"a\.b"/],
  ["no image", [container("a", { image: "" })], {}, {}, "Container image is required."],
  ["no essential one", [container("a", optional)], {}, {}, "At least one container must be set as essential"],
  [
    "an only one that waits",
    [container("a", waitsFor("a", "START"))],
    {},
    {},
    "Container dependency can not be used in a single-container job.",
  ],
  [
    "another condition",
    [container("a"), container("b", waitsFor("a", "HEALTHY"))],
    {},
    {},
    "TaskContainer dependency HEALTHY is not valid. Valid values are: [START, COMPLETE, SUCCESS]",
  ],
  [
    "an unknown container",
    [container("a"), container("b", waitsFor("c", "START"))],
    {},
    {},
    "containerName c must reference a defined container.",
  ],
  [
    "the end of an essential one",
    [container("a"), container("b", waitsFor("a", "SUCCESS"))],
    {},
    {},
    "The container target of a dependency can not have condition SUCCESS if the target is essential",
  ],
  [
    "a circle",
    [container("x"), container("a", waitsFor("b", "START")), container("b", waitsFor("a", "START"))],
    {},
    {},
    /must not form a circle, given a → b → a/,
  ],
  [
    "a process namespace",
    two,
    { pidMode: "none" },
    {},
    "Capability none is not valid. Valid capabilities: [host, task]",
  ],
  [
    "an IPC namespace",
    two,
    { ipcMode: "x" },
    {},
    "ipcMode x is not valid. Valid values are: [host, task, none]",
  ],
  ["a network mode on EC2", two, { networkMode: "host" }, {}, /networkMode not applicable for EC2/],
  [
    "a platform version on EC2",
    two,
    { platformVersion: "LATEST" },
    {},
    /platformVersion not applicable for EC2/,
  ],
  [
    "a network of Fargate on EC2",
    two,
    { networkConfiguration: {} },
    {},
    /networkConfiguration not applicable for EC2/,
  ],
  [
    "Fargate without a role",
    two,
    {},
    { platformCapabilities: ["FARGATE"] },
    "executionRoleArn is required for Fargate jobs.",
  ],
  [
    "a size that Fargate does not have",
    two,
    { executionRoleArn: role },
    { platformCapabilities: ["FARGATE"] },
    "Fargate resource requirements (2.00 vCPU, 1024 MiB) not valid.",
  ],
  [
    "IPC on Fargate",
    two,
    { executionRoleArn: role, ipcMode: "task" },
    { platformCapabilities: ["FARGATE"] },
    "ipcMode is not applicable for Fargate.",
  ],
  [
    "a container without resources",
    [container("a", { resourceRequirements: [] })],
    {},
    {},
    /vCPU is not provided/,
  ],
  ["a time-out of a second", [container("a", { startTimeout: 1 })], {}, {}, /startTimeout must be between 2/],
  [
    "a reserved variable",
    [container("a", { environment: [{ name: "AWS_BATCH_X", value: "1" }] })],
    {},
    {},
    /AWS_BATCH_X is reserved/,
  ],
  ["two volumes of a name", two, { volumes: [{ name: "v" }, { name: "v" }] }, {}, /"v" twice/],
  [
    "a log router",
    [container("a", { firelensConfiguration: { type: "fluentbit" } })],
    {},
    {},
    /does not support firelensConfiguration yet/,
  ],
  [
    "a container beside it",
    two,
    {},
    { containerProperties: { image: "i" } },
    /cannot be used with containerProperties/,
  ],
  ["nodes", two, {}, { type: "multinode" }, /ecsProperties is only for job definitions of type container/],
] as const)("refuses %s", (_, containers, task, more: object, message) => {
  const { register } = localBatch();
  expect(() => register(taskDefinition([...containers], task, more))).toThrow(message);
});

it("takes one task", () => {
  const { register } = localBatch();
  const taskProperties = [{ containers: two }, { containers: two }];
  expect(() => register(taskDefinition([], {}, { ecsProperties: { taskProperties } }))).toThrow(
    /taskProperties takes one task, given 2/,
  );
});

// Both texts: rules/batch/pf-batch-jd-mi-* of badmintoncryer/cdk-preflight.
it("is the only way to describe jobs for managed instances", () => {
  const { register } = localBatch();
  const platformCapabilities = ["MANAGED_INSTANCES" as const];
  const { name, ...single } = container("a");
  register(taskDefinition(two, { networkMode: "host" }, { platformCapabilities }));
  const containerProperties = { ...single, command: ["x"] };
  expect(() =>
    register({ jobDefinitionName: "x", type: "container", platformCapabilities, containerProperties }),
  ).toThrow("Cannot use ECS containerProperties for MANAGED_INSTANCES");
  const nodeProperties = { numNodes: 1, mainNode: 0, nodeRangeProperties: [] };
  expect(() =>
    register({ jobDefinitionName: name ?? "", type: "multinode", platformCapabilities, nodeProperties }),
  ).toThrow("MANAGED_INSTANCES does not support MNP jobs");
});
