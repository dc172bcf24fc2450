import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query/index.js";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup/index.js";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database/index.js";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table/index.js";
import { runIndexColumns, runIndexFolder, type RunIndexType } from "../../contract/run-index.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { CatalogueConfig } from "../config/catalogue.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { ResultsBucket } from "./results-bucket.ts";
import { SecureBucket } from "./secure-bucket.ts";

export interface ResultsCatalogueProps {
  readonly key: EncryptionKey;
  readonly results: ResultsBucket;
  readonly config: CatalogueConfig;
}

const mebibyte = 2 ** 20;
/** Answers can be asked for again. */
const keepAnswersDays = 30;

/** Parquet's types as Hive names them (Athena user guide, "Data types in Amazon Athena"). */
const hiveTypes: Readonly<Record<RunIndexType, string>> = {
  STRING: "string",
  DOUBLE: "double",
  INT32: "int",
  BOOLEAN: "boolean",
  TIMESTAMP: "timestamp",
};

const columnNames = Object.keys(runIndexColumns);

/**
 * Each result once, as the command line counts them (report/read/settle-copies.ts): two who index at once may both have
 * written one. None of an attempt whose copies differ.
 */
const runsOnce = `CREATE OR REPLACE VIEW runs_once AS
WITH ranked AS (
  SELECT *,
    min(result_sha256) OVER (PARTITION BY job_id, attempt) AS one,
    max(result_sha256) OVER (PARTITION BY job_id, attempt) AS other,
    dense_rank() OVER (PARTITION BY job_id, attempt ORDER BY has_job_record DESC, path, "$path") AS choice
  FROM runs
)
SELECT ${columnNames.join(", ")}
FROM ranked WHERE one = other AND choice = 1`;

/**
 * The index of the results as a table that Athena queries: the same Parquet files that `gcbench query` reads. A query
 * that would scan more than the limit is cancelled, so that a slip costs cents.
 */
export class ResultsCatalogue extends Construct {
  readonly workgroup: string;
  readonly database: string;

  constructor(scope: Construct, id: string, { key, results, config }: ResultsCatalogueProps) {
    super(scope, id);
    const { accountId, prefix } = BenchStack.of(this);
    const answers = `${prefix}-bench-queries-${accountId}`;
    new SecureBucket(this, "answers", {
      name: answers,
      key,
      protect: false,
      keepOldVersionsDays: 1,
      expireDays: keepAnswersDays,
    });
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: `${prefix}-bench`,
      description: "SQL on the index of benchmark results",
      // Saved queries and the history of others go with it; results do not.
      forceDestroy: true,
      configuration: {
        bytesScannedCutoffPerQuery: config.scanLimitMiB * mebibyte,
        // Or a client could ask without the limit and the encryption.
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${answers}/answers/`,
          expectedBucketOwner: accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn },
        },
      },
    });
    const database = new GlueCatalogDatabase(this, "database", {
      // Athena takes no hyphen in a name that is not quoted.
      name: `${prefix}-bench`.replaceAll("-", "_"),
      description: "Benchmark results",
    });
    new GlueCatalogTable(this, "runs", {
      name: "runs",
      databaseName: database.name,
      description: "A row for each timed run of each result; the view runs_once has each result once.",
      tableType: "EXTERNAL_TABLE",
      parameters: { EXTERNAL: "TRUE", classification: "parquet" },
      storageDescriptor: {
        location: `${results.outputPath(this)}/${runIndexFolder}/`,
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        // By name: segments that are older than a column lack it.
        serDeInfo: {
          serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
        columns: Object.entries(runIndexColumns).map(([name, { type, meaning: comment }]) => ({
          name,
          type: hiveTypes[type],
          comment,
        })),
      },
    });
    new AthenaNamedQuery(this, "runs-once", {
      name: "runs-once",
      description: "Run it once: the view runs_once has each result once, as gcbench query counts them",
      database: database.name,
      workgroup: workgroup.id,
      query: runsOnce,
    });
    this.workgroup = workgroup.name;
    this.database = database.name;
  }
}
