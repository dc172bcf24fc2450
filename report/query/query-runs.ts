import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Json } from "@duckdb/node-api";
import { GeosBenchError } from "../../contract/errors.ts";
import { encodeSegment } from "../index/encode-segment.ts";
import { segmentsOf } from "../index/load-runs.ts";
import type { ResultStore } from "../read/result-store.ts";

export interface QueryAnswer {
  /** Names of the columns, in their order. */
  readonly columns: readonly string[];
  /** Values as JSON has them: 64-bit numbers and times as text. */
  readonly rows: readonly (readonly Json[])[];
}

/**
 * Each result once, as everything else here counts them (report/read/settle-copies.ts): first a copy with a job
 * record, then by place; none of an attempt whose copies differ.
 */
const runsView = `
  create view runs as
  with copies as (
    select *, file_row_number as position, parse_filename(filename) as segment, filename
    from read_parquet($segments, filename = true, file_row_number = true, union_by_name = true)
  ),
  ranked as (
    select *,
      min(result_sha256) over attempt as one, max(result_sha256) over attempt as other,
      dense_rank() over (
        partition by job_id, attempt order by has_job_record desc, filename || path, segment
      ) as choice
    from copies
    window attempt as (partition by job_id, attempt)
  )
  select * exclude (position, segment, filename, file_row_number, one, other, choice)
  from ranked where one = other and choice = 1
`;

/**
 * Answers SQL (DuckDB's) about the table `runs`, whose columns are in contract/run-index.ts. Throws
 * {@link GeosBenchError} `query-refused` with DuckDB's own words.
 */
export async function queryRuns(stores: readonly ResultStore[], sql: string): Promise<QueryAnswer> {
  // A large native library, loaded by nothing else.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const folder = await mkdtemp(path.join(tmpdir(), "gcbench-query-"));
  try {
    const files = await copySegments(stores, folder);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    try {
      await connection.run(runsView.replace("$segments", listOf(files)));
      // The question itself reads the table and nothing else of this machine.
      await connection.run(
        `set allowed_directories = [${quoted(folder)}]; set enable_external_access = false;`,
      );
      const answer = await connection.runAndReadAll(sql);
      return { columns: answer.deduplicatedColumnNames(), rows: answer.getRowsJson() };
    } catch (cause) {
      throw new GeosBenchError(`The query was refused: ${(cause as Error).message}`, {
        code: "query-refused",
        hint: "It is DuckDB's SQL about the table runs; gcbench query --columns lists what it has.",
        cause,
      });
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The segments as files of one folder, and one that has every column, also those that are newer than they, and no row. */
async function copySegments(stores: readonly ResultStore[], folder: string): Promise<string[]> {
  const empty = path.join(folder, "empty.parquet");
  await writeFile(empty, encodeSegment([]));
  const files = [empty];
  for (const [index, store] of stores.entries()) {
    for (const segment of await segmentsOf(store)) {
      const file = path.join(folder, `${index}-${path.basename(segment)}`);
      await writeFile(file, await store.read(segment));
      files.push(file);
    }
  }
  return files;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const listOf = (files: readonly string[]): string => `[${files.map(quoted).join(", ")}]`;
