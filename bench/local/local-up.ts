import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeJobQueuesCommand, ListJobsCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { execa } from "execa";
import { awsClients } from "../../cli/local/aws-clients.ts";
import { credentialsOf } from "../../emulator/local/local-credentials.ts";
import { localAccountId } from "../../emulator/aws/account.ts";
import { isProcessAlive } from "../../host/is-process-alive.mjs";
import { projectRoot } from "../../host/paths.ts";
import { described } from "../statistics.ts";
import { waitingJob } from "./waiting-job.ts";

const jobs = 100;
const region = "us-east-1";

/**
 * Wall time from the start of `gcbench local up` until Batch, Logs and STS have answered a client each, after the command
 * has ended: with an empty state, and after the environment was killed (kill -9) with a hundred jobs in it. S3 comes
 * later, with LocalStack. The images are there before; a state folder of its own leaves the user's alone.
 */
export async function localUp(rounds: number): Promise<void> {
  const seconds: Record<"empty" | "killed", number[]> = { empty: [], killed: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const folder = await mkdtemp(path.join(os.tmpdir(), "gcbench-local-up-"));
    const gcbench = gcbenchWith(folder);
    try {
      const empty = await timedUp(gcbench);
      await submitJobs(empty.endpoint);
      process.kill(empty.pid, "SIGKILL");
      while (isProcessAlive(empty.pid)) await sleep(10);
      const killed = await timedUp(gcbench);
      await expectJobs(killed.endpoint);
      // Round 0 finds what later ones find in the machine's caches.
      if (round > 0) {
        seconds.empty.push(empty.seconds);
        seconds.killed.push(killed.seconds);
      }
    } finally {
      await gcbench("local", "down");
      await rm(folder, { recursive: true });
    }
  }
  console.log(
    `  local up, Batch, Logs and STS answer  ${described(seconds.empty, 2, "s")} (goal: at most 5 s)`,
  );
  console.log(
    `  the same after kill -9                ${described(seconds.killed, 2, "s")} (goal: at most 8 s)`,
  );
}

type Gcbench = (...args: string[]) => Promise<string>;

const gcbenchWith =
  (stateDir: string): Gcbench =>
  async (...args) =>
    (
      await execa(process.execPath, ["cli/gcbench.mjs", ...args], {
        cwd: projectRoot,
        env: { GCBENCH_STATE_DIR: stateDir },
      })
    ).stdout;

interface Up {
  readonly seconds: number;
  readonly endpoint: string;
  readonly pid: number;
}

async function timedUp(gcbench: Gcbench): Promise<Up> {
  const started = performance.now();
  const said = await gcbench("local", "up", "--no-provision");
  const endpoint = /^endpoint +(\S+)/m.exec(said)?.[1] ?? "";
  const { batch, logs, close } = awsClients({ endpoint, region });
  const sts = new STSClient({ endpoint, region, credentials: credentialsOf(localAccountId) });
  await batch.send(new DescribeJobQueuesCommand({}));
  await logs.send(new DescribeLogGroupsCommand({}));
  await sts.send(new GetCallerIdentityCommand({}));
  const seconds = (performance.now() - started) / 1000;
  close();
  sts.destroy();
  return { seconds, endpoint, pid: Number(/^process +(\d+)/m.exec(said)?.[1]) };
}

async function submitJobs(endpoint: string): Promise<void> {
  const { batch, close } = awsClients({ endpoint, region });
  for (let job = 0; job < jobs; job += 1) await batch.send(new SubmitJobCommand(waitingJob));
  close();
}

/** Kept, all of them: an environment that had forgotten them would be up sooner. */
async function expectJobs(endpoint: string): Promise<void> {
  const { batch, close } = awsClients({ endpoint, region });
  const { jobQueue } = waitingJob;
  const { jobSummaryList = [] } = await batch.send(
    new ListJobsCommand({ jobQueue, jobStatus: "RUNNABLE", maxResults: jobs }),
  );
  close();
  if (jobSummaryList.length !== jobs) throw new Error(`${jobSummaryList.length} of ${jobs} jobs are there.`);
}
