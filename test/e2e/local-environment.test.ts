import path from "node:path";
import type Docker from "dockerode";
import { execa } from "execa";
import { afterAll, describe, expect, test } from "vitest";
import { dockerForTests, thingsOf } from "../support/docker.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { needs } from "../support/needs.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

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
});
