import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import { frontOn, logStore, writeLine } from "../../../unit/emulator/http/front-on.ts";
import { needs } from "../../../support/needs.ts";
import { unavailable } from "../../../support/unavailable.ts";
import { execa } from "execa";
import { aws, clientEnv } from "./client-process.ts";
import { inMemoryBatch } from "./in-memory-batch.ts";

describe("the unmodified AWS CLI", () => {
  needs("aws-cli");
  const logs = logStore();
  let front: Front;
  let url = "";
  beforeAll(async () => {
    front = await frontOn({ api: inMemoryBatch(), logs, forwarded: new Set(["s3"]) });
    url = front.urls[0] ?? "";
  });
  afterAll(() => front.close());

  test("submits, describes and tags a job", async () => {
    const submitted = await aws(
      url,
      "batch",
      "submit-job",
      "--job-name",
      "a-job",
      "--job-queue",
      "q",
      "--job-definition",
      "d:1",
      "--parameters",
      JSON.stringify({ configJson: "{}", outputPath: "s3://b/p" }),
      "--tags",
      "team=chem",
    );
    const arn = "arn:aws:batch:us-east-1:000000000000:job/job-1";
    expect(submitted).toEqual({
      answer: { jobName: "a-job", jobId: "job-1", jobArn: arn },
      error: undefined,
    });

    const described = await aws(url, "batch", "describe-jobs", "--jobs", "job-1", "gone");
    expect(described.answer).toEqual({
      jobs: [
        {
          jobArn: arn,
          jobName: "a-job",
          jobId: "job-1",
          jobQueue: "q",
          status: "SUBMITTED",
          createdAt: 1_770_000_000_123,
          startedAt: 0,
          jobDefinition: "d:1",
          parameters: { configJson: "{}", outputPath: "s3://b/p" },
          tags: { team: "chem" },
        },
      ],
    });

    expect(
      await aws(url, "batch", "tag-resource", "--resource-arn", arn, "--tags", "a/b=1 2,c=ü"),
    ).toMatchObject({ error: undefined });
    expect(
      await aws(url, "batch", "untag-resource", "--resource-arn", arn, "--tag-keys", "team", "c"),
    ).toMatchObject({ error: undefined });
    expect((await aws(url, "batch", "list-tags-for-resource", "--resource-arn", arn)).answer).toEqual({
      tags: { "a/b": "1 2" },
    });
  });

  test("shows our refusals as AWS's", async () => {
    const gone = await aws(
      url,
      "batch",
      "list-tags-for-resource",
      "--resource-arn",
      "arn:aws:batch:us-east-1:0:job/x",
    );
    expect(gone.error).toContain(
      "An error occurred (ClientException) when calling the ListTagsForResource operation: Resource arn:aws:batch:us-east-1:0:job/x does not exist",
    );
    const unsupported = await aws(url, "batch", "list-scheduling-policies");
    expect(unsupported.error).toContain(
      "(ClientException) when calling the ListSchedulingPolicies operation: ListSchedulingPolicies is not supported by the local AWS Batch. Supported: DescribeJobs, ",
    );
    const noS3 = await aws(url, "s3api", "list-buckets");
    expect(noS3.error).toMatch(
      /An error occurred \(ServiceUnavailable\) when calling the ListBuckets operation.*: LocalStack is not reachable at/,
    );
  });

  test("says who it is, and which service is not there", async () => {
    expect((await aws(url, "sts", "get-caller-identity")).answer).toEqual({
      UserId: "000000000000",
      Account: "000000000000",
      Arn: "arn:aws:iam::000000000000:root",
    });
    for (const [service, operation] of [
      ["autoscaling", "describe-auto-scaling-groups"],
      ["redshift", "describe-clusters"],
    ] as const) {
      expect((await aws(url, service, operation)).error).toMatch(
        /An error occurred \(UnknownOperationException\) when calling the \w+ operation: The local AWS does not have the service "\w+"\. It has: batch, logs, s3, athena, [a-z0-9, ]+, sts\./,
      );
    }
    // Errors in EC2's form and in the other one of XML: these services are moto's, which this endpoint is without.
    for (const [service, operation] of [
      ["ec2", "describe-vpcs"],
      ["iam", "list-roles"],
    ] as const) {
      expect((await aws(url, service, operation)).error).toMatch(
        /An error occurred \(InternalFailure\) when calling the \w+ operation: Nothing answers for this service here: moto is not part of this endpoint\./,
      );
    }
  });

  test("reads logs", async () => {
    for (let line = 1; line <= 3; line++)
      writeLine(logs, "/aws/batch/job", "d/default/1", { timestamp: Date.now(), message: `line ${line}` });
    const { answer } = await aws(
      url,
      "logs",
      "get-log-events",
      "--log-group-name",
      "/aws/batch/job",
      "--log-stream-name",
      "d/default/1",
      "--start-from-head",
    );
    expect((answer as { events: { message: string }[] }).events.map(({ message }) => message)).toEqual([
      "line 1",
      "line 2",
      "line 3",
    ]);
    const filtered = await aws(
      url,
      "logs",
      "filter-log-events",
      "--log-group-name",
      "/aws/batch/job",
      "--filter-pattern",
      '"line 2"',
    );
    expect(filtered.answer).toMatchObject({ events: [{ message: "line 2", logStreamName: "d/default/1" }] });
    const none = await aws(url, "logs", "describe-log-streams", "--log-group-name", "nothing");
    expect(none.error).toContain("(ResourceNotFoundException)");
  });

  test("logs tail --follow (AWS CLI 2)", async (context) => {
    const cli2 = await findAwsCli2();
    if (!cli2) unavailable(context, "AWS CLI 1 has no `logs tail`, and there is no AWS CLI 2");
    const follow = ["logs", "tail", "/aws/batch/job", "--follow", "--format", "short", "--endpoint-url", url];
    // Python holds back what it writes to a pipe.
    const env = { ...clientEnv(url), PYTHONUNBUFFERED: "1" };
    const tail = execa(cli2, follow, { env, extendEnv: false, reject: false });
    let printed = "";
    tail.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const lines = () => Array.from(printed.matchAll(/line \d/g), ([line]) => line);
    await expect.poll(lines).toEqual(["line 1", "line 2", "line 3"]);
    writeLine(logs, "/aws/batch/job", "d/default/2", { timestamp: Date.now(), message: "line 4" });
    await expect.poll(lines).toEqual(["line 1", "line 2", "line 3", "line 4"]);
    tail.kill();
    await tail;
  });
});

/** The first AWS CLI 2 of the usual places: version 1 may be what PATH finds. */
async function findAwsCli2(): Promise<string | undefined> {
  for (const command of ["aws", "/usr/local/bin/aws", "/usr/bin/aws"]) {
    const { stdout } = await execa(command, ["--version"], { reject: false });
    if (stdout?.startsWith("aws-cli/2.")) return command;
  }
  return undefined;
}
