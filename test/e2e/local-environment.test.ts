import path from "node:path";
import type Docker from "dockerode";
import { execa } from "execa";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { dockerForTests, ourThings } from "../support/docker.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { unavailable } from "../support/unavailable.ts";

const found = await dockerForTests();
const docker = found as Docker;
const folder = temporaryDirectory("local");
const gcbench = gcbenchIn(path.join(folder, "state"));

afterAll(async () => {
  await gcbench(["local", "down"]);
});

describe("gcbench local", () => {
  beforeEach((context) => {
    if ("unavailable" in found) unavailable(context, found.unavailable);
  });

  test("up outlives its command, env points clients at it, down removes it", async () => {
    const before = await ourThings(docker);
    expect(await gcbench(["local", "env"])).toMatchObject({ exitCode: 3 });
    expect(await gcbench(["local", "up", "--no-provision"])).toMatchObject({ exitCode: 0 });
    const status = await gcbench(["local", "status", "--json"]);
    const { endpoint } = JSON.parse(status.stdout) as { endpoint: string };
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const { stdout: exports } = await gcbench(["local", "env"]);
    const shell = `${exports}\naws batch describe-job-queues --query 'jobQueues[].jobQueueName' --output text && aws s3 ls`;
    const { stdout } = await execa("bash", ["-c", shell], { env: { AWS_PAGER: "" } });
    expect(stdout).toMatch(/geos-chem-graviton-queue/);
    expect(stdout).toMatch(/geos-chem-bench-results-000000000000/);

    expect((await gcbench(["local", "up"])).stdout).toMatch(/up already/);
    expect(await gcbench(["local", "down"])).toMatchObject({ exitCode: 0 });
    expect(await ourThings(docker)).toEqual(before);
    expect((await gcbench(["local", "status"])).stdout).toMatch(/Nothing is up/);
  });
});
