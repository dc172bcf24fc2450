import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readStack } from "../../../../emulator/stack/read-stack.ts";
import { synthesise } from "../../../../infra/synthesise.ts";

test("the infrastructure that is deployed can be read as it is", () => {
  const model = readStack(synthesise({ outdir: mkdtempSync(path.join(os.tmpdir(), "gcbench-synth-")) }));
  expect(JSON.stringify(model)).not.toContain("${");
  expect(model.jobQueues.length).toBeGreaterThan(0);
  for (const { computeEnvironmentOrder } of model.jobQueues) {
    const arns = model.computeEnvironments.map(({ computeEnvironmentArn }) => computeEnvironmentArn);
    expect(arns).toEqual(
      expect.arrayContaining(computeEnvironmentOrder?.map((of) => of.computeEnvironment) ?? []),
    );
  }
  for (const { containerProperties } of model.jobDefinitions) {
    expect(model.repositories.some(({ url }) => containerProperties?.image?.startsWith(url))).toBe(true);
  }
});
