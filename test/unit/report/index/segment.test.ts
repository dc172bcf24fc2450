import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { decodeSegment } from "../../../../report/index/segment.ts";

/** As a program wrote it that did not know of later columns. */
const earlier = (columns: Record<string, string>) =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([name, value]) => ({
        name,
        type: "STRING" as const,
        nullable: false,
        data: [value],
      })),
      kvMetadata: [{ key: "geos-chem-bench.index-schema", value: "1" }],
    }),
  );

test("a segment from before a column came goes on being read; the column is null", async () => {
  const rows = await decodeSegment(earlier({ path: "a/1/1" }), ["path", "seen_threads", "seen_binding"], "x");
  expect(rows).toEqual([{ path: "a/1/1", seen_threads: null, seen_binding: null }]);
});

test("a segment without a column that all have is not one of ours", async () => {
  await expect(decodeSegment(earlier({ path: "a/1/1" }), ["path", "job_id"], "x")).rejects.toThrow(
    "it has no column job_id",
  );
});
