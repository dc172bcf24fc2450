import {
  type BatchClient,
  DescribeJobsCommand,
  type JobDetail,
  ListJobsCommand,
  SubmitJobCommand,
} from "@aws-sdk/client-batch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { AwsClients } from "../../client/aws-clients.ts";
import { filesOfResult, syntheticResult, type Synthetic } from "./synthetic-result.ts";

export interface StandInJob {
  readonly id: string;
  readonly name: string;
  /** Empty for one that closes a plan. */
  readonly benchmark: string;
  readonly dependsOn: readonly string[];
  /** What it closes. */
  readonly plan?: string;
  /** How often it was asked for. */
  asked: number;
}

interface Behaviour {
  /** What a job of that number (from 1) comes to; `null`: it fails without a result. */
  readonly resultOf?: (number: number, benchmark: string) => Partial<Synthetic> | null;
}

/**
 * A stand-in for AWS: of Batch, CloudWatch Logs and S3 what a plan asks of them, in memory. A job has ended the second
 * time that it is asked for; nothing runs.
 */
export function standInAws({ resultOf = () => ({}) }: Behaviour = {}) {
  const jobs = new Map<string, StandInJob>();
  const objects = new Map<string, string | Uint8Array>();

  function submit(request: SubmitJobCommand["input"]): string {
    const number = jobs.size + 1;
    const id = `job-${number}`;
    const { configJson, plan } = request.parameters ?? {};
    const { id: benchmark = "" } = JSON.parse(configJson ?? "{}") as { id?: string };
    const result = plan === undefined ? resultOf(number, benchmark) : null;
    if (result !== null) {
      const made = syntheticResult({
        benchmarkId: benchmark,
        jobId: id,
        instanceId: `i-${number}`,
        instanceType: "c7i.4xlarge",
        startedAt: new Date(Date.UTC(2026, 0, 1, number)).toISOString(),
        ...result,
      });
      for (const [name, text] of Object.entries(filesOfResult(made)))
        objects.set(`results/${benchmark}/${id}/1/${name}`, text);
    }
    const dependsOn = (request.dependsOn ?? []).flatMap(({ jobId }) => jobId ?? []);
    jobs.set(id, { id, name: request.jobName ?? "", benchmark, dependsOn, asked: 0, ...(plan && { plan }) });
    return id;
  }

  function detail(job: StandInJob): JobDetail {
    job.asked += 1;
    const common = {
      jobId: job.id,
      jobName: job.name,
      jobQueue: "queue",
      jobDefinition: "job",
      startedAt: 0,
    };
    if (job.asked < 2) return { ...common, status: "SUBMITTED" };
    const hasResult = objects.has(`results/${job.benchmark}/${job.id}/1/manifest.json`);
    const exitCode = hasResult ? 0 : 1;
    return {
      ...common,
      status: hasResult ? "SUCCEEDED" : "FAILED",
      container: { exitCode },
      attempts: [{ startedAt: 1, stoppedAt: 2, container: { exitCode } }],
    };
  }

  const batch = {
    send: async (command: unknown) => {
      if (command instanceof SubmitJobCommand) return { jobId: submit(command.input) };
      if (command instanceof DescribeJobsCommand) {
        const asked = (command.input.jobs ?? []).flatMap((id) => jobs.get(id) ?? []);
        return { jobs: asked.map(detail) };
      }
      if (command instanceof ListJobsCommand) {
        const wanted = command.input.filters?.[0]?.values?.[0]?.toLowerCase();
        const found = [...jobs.values()].filter(({ name }) => name.toLowerCase() === wanted);
        return { jobSummaryList: found.map(({ id, name }) => ({ jobId: id, jobName: name })) };
      }
      throw new Error("the stand-in does not know this request");
    },
  } as unknown as BatchClient;

  const bytesOf = (key: string): Uint8Array => {
    const content = objects.get(key);
    if (content === undefined) throw new NoSuchKey({ message: `no ${key}`, $metadata: {} });
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  // Paginators of the SDK take an S3Client alone.
  const s3 = Object.assign(new S3Client({ region: "us-east-1" }), {
    send: async (command: unknown) => {
      if (command instanceof GetObjectCommand) {
        const bytes = bytesOf(command.input.Key ?? "");
        return { Body: { transformToByteArray: async () => bytes } };
      }
      if (command instanceof PutObjectCommand) {
        if (command.input.IfNoneMatch === "*" && objects.has(command.input.Key ?? "")) throw alreadyThere();
        objects.set(command.input.Key ?? "", command.input.Body as string | Uint8Array);
        return {};
      }
      if (command instanceof DeleteObjectCommand) {
        objects.delete(command.input.Key ?? "");
        return {};
      }
      if (command instanceof ListObjectsV2Command) {
        const prefix = command.input.Prefix ?? "";
        const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
        return { Contents: keys.map((key) => ({ Key: key, Size: bytesOf(key).byteLength })) };
      }
      throw new Error("the stand-in does not know this request");
    },
  });
  const clients: AwsClients = {
    batch,
    submitter: batch,
    logs: {} as CloudWatchLogsClient,
    s3,
    close: () => {},
  };
  return { jobs, objects, clients, outputPath: "s3://bucket/results" };
}

const alreadyThere = (): S3ServiceException =>
  new S3ServiceException({
    name: "PreconditionFailed",
    message: "At least one of the pre-conditions you specified did not hold",
    $fault: "client",
    $metadata: { httpStatusCode: 412 },
  });
