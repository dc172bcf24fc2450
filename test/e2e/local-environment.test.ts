import path from "node:path";
import type Docker from "dockerode";
import { SubmitJobCommand, TerminateJobCommand, type JobDetail } from "@aws-sdk/client-batch";
import { execa } from "execa";
import { afterAll, describe, expect, test } from "vitest";
import { awsClients } from "../../cli/local/aws-clients.ts";
import { isProcessAlive } from "../../host/is-process-alive.mjs";
import { smallConfig } from "../support/configs.ts";
import { dockerForTests, thingsOf } from "../support/docker.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { jobWithin } from "../support/job-within.ts";
import { needs } from "../support/needs.ts";
import { onlyThorough } from "../support/thorough.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

interface Status {
  readonly endpoint: string;
  readonly region: string;
  readonly pid: number;
}

const docker = (await dockerForTests()) as Docker;
const folder = temporaryDirectory("local");
const state = path.join(folder, "state");
const gcbench = gcbenchIn(state);

afterAll(async () => {
  await gcbench(["local", "down"]);
});

describe("gcbench local", () => {
  needs("docker", "aws-cli");

  test("up outlives its command, env points clients at it, down removes it", async () => {
    expect(await gcbench(["local", "env"])).toMatchObject({ exitCode: 3 });
    expect(await gcbench(["local", "up", "--no-provision"])).toMatchObject({ exitCode: 0 });
    const status = await gcbench(["local", "status", "--json"]);
    const { endpoint } = JSON.parse(status.stdout) as { endpoint: string };
    expect(await thingsOf(docker, state)).not.toEqual([]);
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const { stdout: exports } = await gcbench(["local", "env"]);
    const shell = `${exports}\naws batch describe-job-queues --query 'jobQueues[].jobQueueName' --output text && aws s3 ls`;
    const { stdout } = await execa("bash", ["-c", shell], { env: { AWS_PAGER: "" } });
    expect(stdout).toMatch(/geos-chem-graviton-queue/);
    expect(stdout).toMatch(/geos-chem-bench-results-000000000000/);

    expect((await gcbench(["local", "up"])).stdout).toMatch(/up already/);
    expect(await gcbench(["local", "down"])).toMatchObject({ exitCode: 0 });
    expect(await thingsOf(docker, state)).toEqual([]);
    expect((await gcbench(["local", "status"])).stdout).toMatch(/Nothing is up/);
  });

  test("a job goes on when the environment's process was killed, and ends once", async (context) => {
    onlyThorough(context, "killed environment");
    expect(await gcbench(["local", "up", "--no-provision", "--fresh"])).toMatchObject({ exitCode: 0 });
    const before = await status();
    const native = process.arch === "arm64" ? "graviton" : "x86";
    const config = smallConfig(native === "x86" ? "x86_64" : "arm64", { duration: { days: 60 } });
    const { batch } = awsClients(before);
    const { jobId = "" } = await batch.send(
      new SubmitJobCommand({
        jobName: "outlives",
        jobQueue: `geos-chem-${native}-queue`,
        jobDefinition: `geos-chem-${native}-benchmark`,
        parameters: { configJson: JSON.stringify(config) },
      }),
    );
    await jobWithin(batch, jobId, isRunning);

    process.kill(before.pid, "SIGKILL");
    await expect.poll(() => isProcessAlive(before.pid)).toBe(false);
    expect(await gcbench(["local", "up", "--no-provision"])).toMatchObject({ exitCode: 0 });
    const after = await status();
    expect(after.pid).not.toBe(before.pid);
    const again = awsClients(after).batch;
    await jobWithin(again, jobId, isRunning);
    await again.send(new TerminateJobCommand({ jobId, reason: "seen" }));
    const ended = await jobWithin(again, jobId);
    expect(ended).toMatchObject({ status: "FAILED", statusReason: "seen" });
    expect(ended.attempts).toHaveLength(1);
    await gcbench(["local", "down"]);
    expect(await thingsOf(docker, state)).toEqual([]);
  });

  const status = async (): Promise<Status> =>
    JSON.parse((await gcbench(["local", "status", "--json"])).stdout) as Status;
});

const isRunning = ({ status }: JobDetail): boolean => status === "RUNNING";
