import { DuckDBInstance } from "@duckdb/node-api";
import { parquetMetadata, parquetSchema } from "hyparquet";
import { expect, test } from "vitest";
import { runIndexColumns } from "../../contract/run-index.ts";
import { encodeSegment } from "../../report/index/encode-segment.ts";
import { block, eachOfType, ofType, resourcesOf, type Attributes } from "./support/synthesised.ts";

const resources = resourcesOf({ catalogue: { scanLimitMiB: 100 } });
const only = (type: string): Attributes => {
  const [found, ...others] = eachOfType(resources, type);
  expect(others).toEqual([]);
  return found?.attributes ?? {};
};
const table = block(only("aws_glue_catalog_table")["storage_descriptor"]);
const columns = table["columns"] as { name: string; type: string; comment: string }[];

test("without it there is nothing of it", () => {
  const types = ["aws_athena_workgroup", "aws_glue_catalog_table", "aws_glue_catalog_database"];
  expect(ofType(resourcesOf(), ...types)).toEqual([]);
});

test("the table has the columns of the index's files, in types that Athena reads them as", () => {
  const { children } = parquetSchema(parquetMetadata(encodeSegment([]).buffer as ArrayBuffer));
  const types: Readonly<Record<string, string>> = {
    BOOLEAN: "boolean",
    BYTE_ARRAY: "string",
    DOUBLE: "double",
    INT32: "int",
    INT64: "timestamp",
  };
  expect(columns.map(({ name, type }) => [name, type])).toEqual(
    children.map(({ element: { name, type } }) => [name, types[type ?? ""]]),
  );
  expect(columns.map(({ comment }) => comment)).toEqual(
    Object.values(runIndexColumns).map(({ meaning }) => meaning),
  );
  // Glue takes no longer comments (Glue API reference, Column).
  expect(Math.max(...columns.map(({ comment }) => comment.length))).toBeLessThanOrEqual(255);
});

test("it lies over the index of where jobs store results", () => {
  const account = "${data.aws_caller_identity.current.account_id}";
  expect(table["location"]).toBe(`s3://geos-chem-bench-results-${account}/results/gcbench-index/runs/`);
});

test("no query reads more than the limit or leaves a plain answer, whatever its client asks (CKV_AWS_82, 159)", () => {
  const configuration = block(only("aws_athena_workgroup")["configuration"]);
  expect(configuration).toMatchObject({
    bytes_scanned_cutoff_per_query: 100 * 1024 * 1024,
    enforce_workgroup_configuration: true,
  });
  const { encryption_configuration: encryption } = block(configuration["result_configuration"]);
  expect(block(encryption)).toMatchObject({
    encryption_option: "SSE_KMS",
    kms_key_arn: expect.stringContaining("aws_kms_key.") as string,
  });
});

test("answers go after a month", () => {
  const rules = ofType(resources, "aws_s3_bucket_lifecycle_configuration")
    .filter(({ path }) => path.includes("/catalogue/"))
    .flatMap(({ attributes }) => attributes["rule"] as object[]);
  expect(rules).toContainEqual(expect.objectContaining({ status: "Enabled", expiration: [{ days: 30 }] }));
});

test("the saved query's view has each result once, and none whose copies differ", async () => {
  const { query } = only("aws_athena_named_query") as { query: string };
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const declared = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
    await connection.run(`create table runs (${declared}, "$path" varchar)`);
    const insert = (job: string, sha: string, segment: string, repetition: number, hasJobRecord = false) =>
      connection.run(
        `insert into runs (path, job_id, attempt, result_sha256, has_job_record, repetition, "$path") values ('p/${job}', '${job}', 1, '${sha}', ${hasJobRecord}, ${repetition}, '${segment}')`,
      );
    for (const repetition of [0, 1]) {
      await insert("twice", "a", "one.parquet", repetition);
      await insert("twice", "a", "two.parquet", repetition, true);
      await insert("once", "b", "one.parquet", repetition);
    }
    await insert("differs", "c", "one.parquet", 0);
    await insert("differs", "d", "two.parquet", 0);
    await connection.run(query);
    const answer = await connection.runAndReadAll(
      "select job_id, repetition, has_job_record from runs_once order by all",
    );
    expect(answer.getRowsJson()).toEqual([
      ["once", 0, false],
      ["once", 1, false],
      ["twice", 0, true],
      ["twice", 1, true],
    ]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});
