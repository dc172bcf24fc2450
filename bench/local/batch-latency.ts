import { DescribeJobsCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import { awsClients } from "../../cli/local/aws-clients.ts";
import type { StartedLocal } from "../../test/support/start-local.ts";
import { median, quantile } from "../statistics.ts";
import { waitingJob } from "./waiting-job.ts";

const calls = 300;

/** Latency of SubmitJob and DescribeJobs over loopback, one keep-alive connection, the SDK's own time included. */
export async function batchLatency({ environment: { endpoint, model } }: StartedLocal): Promise<void> {
  const { batch, close } = awsClients({ endpoint, region: model.region });
  const submit: number[] = [];
  const describe: number[] = [];
  const request = new SubmitJobCommand(waitingJob);
  for (let call = 0; call < calls; call += 1) {
    const [submitMs, answer] = await timed(() => batch.send(request));
    const [describeMs] = await timed(() =>
      batch.send(new DescribeJobsCommand({ jobs: [answer.jobId ?? ""] })),
    );
    submit.push(submitMs);
    describe.push(describeMs);
  }
  close();
  for (const [name, values] of [
    ["SubmitJob", submit],
    ["DescribeJobs", describe],
  ] as const) {
    const [p50, p95] = [median(values), quantile(values, 0.95)].map((value) => value.toFixed(2));
    console.log(`  ${name.padEnd(13)} p50 ${p50} ms   p95 ${p95} ms   (${calls} calls)`);
  }
}

async function timed<Value>(action: () => Promise<Value>): Promise<[number, Value]> {
  const started = performance.now();
  const value = await action();
  return [performance.now() - started, value];
}
