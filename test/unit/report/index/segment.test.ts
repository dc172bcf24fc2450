import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import type { RunColumn } from "../../../../contract/run-index.ts";
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

async function rowsOf(segment: Uint8Array, columns: readonly RunColumn[]): Promise<object[]> {
  const rows: object[] = [];
  for await (const group of decodeSegment(segment, columns, "x")) rows.push(...group);
  return rows;
}

test("a segment from before a column came goes on being read; the column is null", async () => {
  const segment = earlier({ path: "a/1/1" });
  expect(await rowsOf(segment, ["path", "seen_threads", "seen_binding"])).toEqual([
    { path: "a/1/1", seen_threads: null, seen_binding: null },
  ]);
});

test("a segment without a column that all have is not one of ours", async () => {
  await expect(rowsOf(earlier({ path: "a/1/1" }), ["path", "job_id"])).rejects.toThrow(
    "it has no column job_id",
  );
});
