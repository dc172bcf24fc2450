import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { GeosBenchError } from "../../../../contract/errors.ts";
import { withIndexAside } from "../../../../report/index/index-aside.ts";
import { loadRuns } from "../../../../report/index/load-runs.ts";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { queryRuns } from "../../../../report/query/query-runs.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import type { WritableStore } from "../../../../report/read/result-store.ts";
import { syntheticResult, writeResult } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** A place as a read-only mount is; permissions would not keep a root user out. */
function readOnly(root: string): WritableStore {
  const refuse = () => {
    throw new GeosBenchError(`${root} cannot be written: EROFS`, { code: "directory-not-writable" });
  };
  return { ...folderStore(root), writeOnce: async () => refuse(), create: async () => refuse() };
}

test("what a place takes no index of is answered as if it had one, and nothing is written", async () => {
  const root = temporaryDirectory("read-only");
  for (const jobId of ["a", "b"]) writeResult(root, syntheticResult({ jobId }));
  const heard = vi.fn<(error: Error) => void>();
  const store = withIndexAside(readOnly(root), heard);
  expect(await updateIndex(store)).toMatchObject({ added: 2, known: 0 });
  writeResult(root, syntheticResult({ jobId: "c" }));
  expect(await updateIndex(store)).toMatchObject({ added: 1, known: 2 });
  expect(heard).toHaveBeenCalledOnce();
  const { runs } = await loadRuns([store], ["job_id"]);
  expect([...new Set(runs.map((run) => run.job_id))]).toEqual(["a", "b", "c"]);
  const counted = await queryRuns([store], "select count(distinct job_id) from runs");
  expect(counted.rows).toEqual([["3"]]);
  expect(readdirSync(root)).not.toContain("gcbench-index");
});

test("only an index is kept aside: what people said of results is refused where it is refused", async () => {
  const store = withIndexAside(readOnly(temporaryDirectory("read-only")), () => {});
  await expect(store.writeOnce("gcbench-records/a.json", new Uint8Array())).rejects.toThrow("EROFS");
  await expect(store.create("gcbench-records/a.json", new Uint8Array())).rejects.toThrow("EROFS");
});
