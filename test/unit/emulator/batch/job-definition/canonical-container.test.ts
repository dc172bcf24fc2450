import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalContainer } from "../../../../../emulator/batch/job-definition/canonical-container.ts";
import { definition, localBatch, resources } from "../local-batch.ts";

const empty = { command: [], environment: [], mountPoints: [], secrets: [], ulimits: [], volumes: [] };
const least = { image: "i", resourceRequirements: resources(1, 4) };

/** What a definition of that container and a job of it show. */
async function shown(containerProperties: Parameters<typeof canonicalContainer>[0], override: object = {}) {
  const { register, definitions, submit, describe: show, clock, requests } = localBatch();
  register(definition("d", { containerProperties: { ...least, ...containerProperties } }));
  const id = submit({ jobDefinition: "d", containerOverrides: override });
  await clock.runOut();
  const [of] = definitions({ jobDefinitionName: "d" }).jobDefinitions ?? [];
  return { definition: of?.containerProperties, job: show(id).container, sent: requests[0]?.container };
}

/** terraform-provider-aws, container_properties.go: what its plans take for no difference. */
describe("describing a container", () => {
  it("has an empty list for each that was not given (#12000, #13629)", async () => {
    const { definition: of, job } = await shown({});
    expect(of).toEqual({ ...least, ...empty });
    expect(job).toMatchObject({ ...least, ...empty });
  });

  it("has the lists inside of what was given", async () => {
    const { definition: of, job } = await shown({
      logConfiguration: { logDriver: "awslogs" },
      linuxParameters: { initProcessEnabled: true, tmpfs: [{ containerPath: "/t", size: 1 }] },
    });
    for (const one of [of, job]) {
      expect(one).toMatchObject({
        logConfiguration: { logDriver: "awslogs", options: {}, secretOptions: [] },
        linuxParameters: {
          initProcessEnabled: true,
          devices: [],
          tmpfs: [{ containerPath: "/t", size: 1, mountOptions: [] }],
        },
      });
    }
  });

  it("has no variable with an empty value, nor has the job (#26960)", async () => {
    const environment = [
      { name: "EMPTY", value: "" },
      { name: "NOTHING" },
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ];
    const {
      definition: of,
      job,
      sent,
    } = await shown({ environment }, { environment: [{ name: "B", value: "" }] });
    expect(of?.environment).toEqual(environment.slice(2));
    expect(job?.environment).toEqual([{ name: "A", value: "1" }]);
    const names = sent?.environment?.map(({ name }) => name);
    expect(names).toContain("A");
    expect(names).not.toEqual(expect.arrayContaining(["EMPTY"]));
    expect(names).not.toEqual(expect.arrayContaining(["B"]));
  });
});

it("is stable: what was described registers as itself", () => {
  const member = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined });
  const container = fc.record(
    {
      image: fc.string(),
      command: member(fc.array(fc.string())),
      environment: member(fc.array(fc.record({ name: fc.string(), value: member(fc.string()) }))),
      logConfiguration: member(fc.record({ logDriver: fc.constant("awslogs" as const) })),
      linuxParameters: member(
        fc.record({ tmpfs: fc.array(fc.record({ containerPath: fc.string(), size: fc.nat() })) }),
      ),
    },
    { requiredKeys: ["image"] },
  );
  fc.assert(
    fc.property(container, (given) => {
      const once = canonicalContainer(given as Parameters<typeof canonicalContainer>[0]);
      expect(canonicalContainer(once)).toEqual(once);
    }),
  );
});

describe("describing a retry strategy", () => {
  it("has no rules unless given, in definition and job; without one neither shows any", () => {
    const { register, definitions, submit, describe: show } = localBatch();
    register(definition("with", { retryStrategy: { attempts: 3 } }));
    register(definition("without"));
    const of = (name: string) => definitions({ jobDefinitionName: name }).jobDefinitions?.[0]?.retryStrategy;
    expect(of("with")).toEqual({ attempts: 3, evaluateOnExit: [] });
    expect(of("without")).toBeUndefined();
    expect(show(submit({ jobDefinition: "with" })).retryStrategy).toEqual({
      attempts: 3,
      evaluateOnExit: [],
    });
    expect(show(submit({ jobDefinition: "without" })).retryStrategy).toBeUndefined();
  });

  // terraform-provider-aws, TestAccBatchJobDefinition_ContainerProperties_advanced.
  it("has its actions in lower case", () => {
    const { register, definitions, submit, describe: show } = localBatch();
    const evaluateOnExit = [
      { onStatusReason: "Host EC2*", action: "RETRY" as const },
      { onReason: "*", action: "Exit" as "EXIT" },
    ];
    register(definition("rules", { retryStrategy: { attempts: 1, evaluateOnExit } }));
    const expected = {
      attempts: 1,
      evaluateOnExit: [
        { onStatusReason: "Host EC2*", action: "retry" },
        { onReason: "*", action: "exit" },
      ],
    };
    expect(definitions({ jobDefinitionName: "rules" }).jobDefinitions?.[0]?.retryStrategy).toEqual(expected);
    expect(show(submit({ jobDefinition: "rules" })).retryStrategy).toEqual(expected);
  });
});
