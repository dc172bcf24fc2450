import { expect, test } from "vitest";
import { isProjectImage } from "../../../../emulator/local/is-project-image.ts";
import { readStack } from "../../../../emulator/stack/read-stack.ts";
import { synthesise } from "../../../../infra/synthesise.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

test("the infrastructure that is deployed can be read as it is", () => {
  const model = readStack(synthesise({ outdir: temporaryDirectory("synth") }));
  expect(JSON.stringify(model)).not.toContain("${");
  expect(model.jobQueues.length).toBeGreaterThan(0);
  for (const { computeEnvironmentOrder } of model.jobQueues) {
    const arns = model.computeEnvironments.map(({ computeEnvironmentArn }) => computeEnvironmentArn);
    expect(arns).toEqual(
      expect.arrayContaining(computeEnvironmentOrder?.map((of) => of.computeEnvironment) ?? []),
    );
  }
  for (const { containerProperties } of model.jobDefinitions)
    expect(isProjectImage(model.accountId, containerProperties?.image ?? "")).toBe(true);
});
