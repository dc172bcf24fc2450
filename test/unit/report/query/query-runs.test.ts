import { cpSync } from "node:fs";
import { expect, test } from "vitest";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { queryRuns } from "../../../../report/query/query-runs.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

async function indexed(...results: Parameters<typeof syntheticResult>[0][]): Promise<string> {
  const root = temporaryDirectory("query");
  for (const of of results) writeResult(root, syntheticResult(of));
  await updateIndex(folderStore(root));
  return root;
}

test("SQL sees each run once, however often its result is there", async () => {
  const one = await indexed({ jobId: "a", wallSeconds: [10, 30] }, { jobId: "b", wallSeconds: [20] });
  const two = temporaryDirectory("query");
  cpSync(one, two, { recursive: true });
  await updateIndex(folderStore(two), { rebuild: true });
  const sql =
    "select job_id, count(*) as runs, median(wall_s) as wall from runs group by job_id order by job_id";
  expect(await queryRuns([one, two].map(folderStore), sql)).toEqual({
    columns: ["job_id", "runs", "wall"],
    rows: [
      ["a", "2", 20],
      ["b", "1", 20],
    ],
  });
});

test("an attempt whose copies differ is not in the table", async () => {
  const places = [await indexed({ wallSeconds: [1] }), await indexed({ wallSeconds: [2] })];
  expect(await queryRuns(places.map(folderStore), "select count(*) from runs")).toMatchObject({
    rows: [["0"]],
  });
});

test("a place without an index has an empty table with all its columns", async () => {
  const root = temporaryDirectory("query");
  expect(await queryRuns([folderStore(root)], "select wall_s, started_at from runs")).toEqual({
    columns: ["wall_s", "started_at"],
    rows: [],
  });
});

test.each(["select nothing from runs", "drop", "select * from read_csv('/etc/passwd')"])(
  "%s is refused with DuckDB's reason",
  async (sql) => {
    const root = await indexed({});
    await expect(queryRuns([folderStore(root)], sql)).rejects.toMatchObject({ code: "query-refused" });
  },
);
