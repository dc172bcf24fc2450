import { describe, expect, it } from "vitest";
import { launchableTypes } from "../../../../../contract/ec2/launchable-types.ts";
import { resources } from "../local-batch.ts";
import { emptyBatch, filledBatch } from "../resource-calls.ts";

/** API reference, ComputeResource, instanceTypes. */
describe("the names that Batch takes for instance types", () => {
  const familiesOf = (name: string) => [
    ...new Set(launchableTypes(name).map((type) => type.name.split(".")[0])),
  ];

  it.each([
    ["optimal", ["m6i", "c6i", "r6i", "c7i"]],
    ["default_x86_64", ["m6i", "c6i", "r6i", "c7i"]],
    ["default_arm64", ["m6g", "c6g", "r6g", "c7g"]],
    ["c7g", ["c7g"]],
    ["m5.large", ["m5"]],
    ["toString", []],
    ["best", []],
  ])("%s", (name, families) => {
    expect(familiesOf(name)).toEqual(families);
  });

  it("are described as given, and the smallest type that fits is launched", async () => {
    const { environment, submit, register, clock } = await filledBatch(
      {},
      { instanceTypes: ["optimal"], maxvCpus: 256 },
    );
    const containerProperties = { image: "i", resourceRequirements: resources(2, 3000) };
    register({ jobDefinitionName: "small", type: "container", containerProperties });
    submit({ jobDefinition: "small" });
    await clock.advance(10);
    expect(environment("ce")?.computeResources).toMatchObject({
      instanceTypes: ["optimal"],
      desiredvCpus: 2,
    });
  });

  // aws/aws-cdk#31148
  it("are of one architecture", () => {
    const { createEnvironment } = emptyBatch();
    expect(() => createEnvironment("ce", { instanceTypes: ["optimal", "c7g.4xlarge"] })).toThrow(
      "arm-based instance type cannot be used with other instance types.",
    );
  });
});
