import { expect, test } from "vitest";
import { storedRuns } from "../../../../report/estimate/stored-runs.ts";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

test("measured runs of GEOS-Chem that may be ranked are known runs; the others are counted by reason", async () => {
  const root = temporaryDirectory("stored-runs");
  const model = (of: Parameters<typeof syntheticResult>[0]) => {
    const { workload, flags, ...rest } = syntheticResult(of);
    return {
      ...rest,
      workload: { ...workload, engine: "geos-chem-classic" },
      flags: { ...flags, proxy: false },
    };
  };
  writeResult(root, model({ jobId: "a", instanceId: "i-1", wallSeconds: [100, 110] }));
  writeResult(root, model({ jobId: "b", emulated: true }));
  writeResult(root, model({ jobId: "c", valid: false }));
  writeResult(root, syntheticResult({ jobId: "d" }));
  const store = folderStore(root);
  await updateIndex(store);
  const { runs, leftOut } = await storedRuns([store]);
  expect(runs).toMatchObject(
    [100, 110].map((wallSeconds) => ({
      origin: "measured",
      observer: "i-1",
      wallSeconds,
      threadsStated: true,
      // By GEOS-Chem's own name, as published runs have it.
      simulation: "TransportTracers",
      machine: { instanceType: "c7g.4xlarge", architecture: "arm64" },
    })),
  );
  expect(Object.fromEntries(leftOut)).toEqual({
    emulated: 1,
    invalid: 1,
    "of the proxy, not of GEOS-Chem": 1,
  });
});
