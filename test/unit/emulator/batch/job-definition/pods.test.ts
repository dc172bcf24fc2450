import type { EksContainer } from "@aws-sdk/client-batch";
import { describe, expect, it } from "vitest";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
import { localBatch } from "../local-batch.ts";

/** API reference, RegisterJobDefinition, EksPodProperties, EksContainer, EksContainerResourceRequirements. */
const container = (more: Partial<EksContainer> = {}) => ({ image: "image", ...more });
const request = (
  containers: ReturnType<typeof container>[],
  more: object = {},
): OperationInput<"RegisterJobDefinition"> =>
  ({
    jobDefinitionName: "pod",
    type: "container",
    eksProperties: { podProperties: { containers } },
    ...more,
  }) as OperationInput<"RegisterJobDefinition">;

describe("a job definition for EKS", () => {
  it("is shown as it was registered, with empty lists where none was given, and no container of ECS", () => {
    const { register, definitions } = localBatch();
    const resources = {
      limits: { cpu: "2", memory: "512Mi" },
      requests: { cpu: "0.25", memory: "512Mi", "nvidia.com/gpu": "1" },
    };
    const named = container({ name: "b", env: [{ name: "A", value: "1" }], resources });
    // As Terraform's provider sends it.
    expect(register(request([container(), named], { propagateTags: false })).revision).toBe(1);
    const [shown] = definitions({ jobDefinitionName: "pod" }).jobDefinitions ?? [];
    expect(shown).toMatchObject({ type: "container", containerOrchestrationType: "EKS", parameters: {} });
    expect(shown).not.toHaveProperty("containerProperties");
    const empty = { command: [], args: [], env: [], volumeMounts: [] };
    expect(shown?.eksProperties).toEqual({
      podProperties: {
        containers: [
          { image: "image", ...empty },
          { ...empty, ...named },
        ],
      },
    });
  });

  const amounts = (limits: object, requests: object = {}) => [
    container({ resources: { limits, requests } as EksContainer["resources"] }),
  ];
  it.each<[string, EksContainer[], object, RegExp]>([
    ["no container", [], {}, /must contain at least one container/],
    [
      "11 of them",
      Array.from({ length: 11 }, (_, at) => container({ name: `c${at}` })),
      {},
      /takes up to 10/,
    ],
    ["one name twice", [container(), container({ name: "Default" })], {}, /unique name, given Default twice/],
    ["a name of Batch", [container({ env: [{ name: "AWS_BATCH_X", value: "" }] })], {}, /reserved/],
    ["memory in Gi", amounts({ memory: "1Gi" }), {}, /memory must be whole MiB .*, given 1Gi/],
    ["3 MiB", amounts({ memory: "3Mi" }), {}, /at least 4Mi, given 3Mi/],
    ["two sizes of memory", amounts({ memory: "8Mi" }, { memory: "4Mi" }), {}, /must be equal to memory/],
    ["a third of a CPU", amounts({ cpu: "0.3" }), {}, /multiple of 0.25, given 0.3/],
    ["a limit below its request", amounts({ cpu: "1" }, { cpu: "2" }), {}, /at least as large as cpu/],
    ["half a GPU", amounts({ "nvidia.com/gpu": "0.5" }), {}, /whole number, given 0.5/],
    ["another resource", amounts({ disk: "1" }), {}, /takes memory, cpu, nvidia.com\/gpu, given disk/],
    ["a platform", [container()], { platformCapabilities: ["EC2"] }, /platformCapabilities must not/],
    ["propagated tags", [container()], { propagateTags: true }, /propagateTags must not/],
    [
      "a container of ECS beside it",
      [container()],
      { containerProperties: { image: "i" } },
      /containerProperties must/,
    ],
    ["several nodes", [container()], { type: "multinode" }, /only for job definitions of type container/],
  ])("with %s is refused", (_, containers, more, message) => {
    const { register } = localBatch();
    expect(() => register(request(containers as ReturnType<typeof container>[], more))).toThrow(message);
  });

  it("cannot be submitted to a queue whose environments have no cluster of EKS", () => {
    const { register, submit } = localBatch();
    register(request([container()]));
    expect(() => submit({ jobDefinition: "pod" })).toThrow(/can not run Jobs with capability EKS/);
  });
});
