import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { BatchClient, DescribeJobsCommand } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { GeosBenchError } from "../../contract/errors.ts";
import { findRecoveryRecord } from "../../contract/recovery-record.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { logFollower, logPlace } from "../../client/follow-log.ts";
import { writeRecovered } from "../../client/write-recovered.ts";

/** Reads the log from CloudWatch Logs (local or AWS, as the environment says) or from a file. */
export async function recover(job: string, options: { output: string }): Promise<number> {
  const log = await readFile(job, "utf8").catch(() => readJobLog(job));
  const record = findRecoveryRecord(log);
  if (!record) {
    throw new GeosBenchError(
      `The log of ${job} has no recovery record: the job stored its result, or never had one.`,
      {
        code: "bad-option",
        hint: "Only jobs that ended with exit code 14 (resultNotStored) leave one.",
      },
    );
  }
  const directory = path.resolve(options.output, record.destination.split("/").slice(-3).join("/"));
  await writeRecovered(record, directory);
  await writeFile(path.join(directory, "log.txt"), log);
  console.log(`Recovered into ${directory}`);
  console.log(
    `It was meant for ${record.destination}; store it with:\n  aws s3 cp --recursive ${directory} ${record.destination}`,
  );
  return cliExitCodes.success;
}

async function readJobLog(jobId: string): Promise<string> {
  const batch = new BatchClient();
  const logs = new CloudWatchLogsClient();
  try {
    const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    const place = jobs[0] && logPlace(jobs[0]);
    if (!place) {
      throw new GeosBenchError(`There is no file and no job with a log called "${jobId}".`, {
        code: "bad-option",
        hint: 'For the local environment, run eval "$(gcbench local env)" first.',
      });
    }
    const lines = await logFollower(logs, place)();
    return lines.join("\n");
  } finally {
    batch.destroy();
    logs.destroy();
  }
}
