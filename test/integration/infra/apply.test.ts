import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeComputeEnvironmentsCommand, DescribeJobQueuesCommand } from "@aws-sdk/client-batch";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deployStacks } from "../../../cli/local-deploy/deploy-stacks.ts";
import { destroyStacks } from "../../../cli/local-deploy/destroy-stacks.ts";
import { aimAtLocal, type LocalStack } from "../../../cli/local-deploy/synthesise-for-local.ts";
import { manifest } from "../../../contract/manifest.ts";
import { result } from "../../../contract/result.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { asideName } from "../../../emulator/executor/set-aside.ts";
import { inspectEngine } from "../../../host/docker-engine.ts";
import { readImageRecord, type ImageRecord } from "../../../infra/config/image-record.ts";
import { parseOutputs } from "../../../infra/outputs.ts";
import { findTerraform, type FoundTerraform } from "../../policy/support/terraform.ts";
import { smallConfig } from "../../support/configs.ts";
import { startDockerRegistry, type DockerRegistry } from "../../support/docker-registry.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { jobWithin } from "../../support/job-within.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { needs } from "../../support/needs.ts";
import { unavailable } from "../../support/unavailable.ts";
import { runJob } from "./support/run-job.ts";
import { localAccount, startLocalAws, type LocalAws } from "./support/local-aws.ts";
import { stacksForLocalAws } from "./support/stacks-for-local-aws.ts";
import { localTerraform } from "./support/terraform-stack.ts";

const unknownDigest = `sha256:${"0123456789abcdef".repeat(4)}`;
const larger = {
  image: { digest: unknownDigest },
  fleets: [
    { name: "graviton", instanceType: "c7g.16xlarge" },
    { name: "x86", instanceType: "c7i.4xlarge" },
  ],
};

/**
 * The tests are steps of one deployment. Most of their time the provider sleeps: 30 s and more after each change of a
 * queue. Jobs run in real containers, by the digest that the definition has, from a registry on this machine in place
 * of ECR's; only an image that nobody pushed is simulated.
 */
describe("the synthesised stacks, deployed by Terraform", () => {
  needs("docker", "aws-cli");
  const directory = temporaryDirectory("terraform");
  let missing: string | undefined;
  let aws: LocalAws;
  let registry: DockerRegistry;
  let pushed: ImageRecord | undefined;
  const gcbench = gcbenchIn(join(directory, "state"));
  let found: FoundTerraform;

  beforeAll(async () => {
    const terraform = await findTerraform();
    if ("missing" in terraform) {
      ({ missing } = terraform);
      return;
    }
    const state = await inspectEngine();
    if (state.status !== "ready" || !state.engine.sharesKernel) {
      missing = state.status === "ready" ? "the Docker engine is on another machine" : state.error.message;
      return;
    }
    const startedRegistry = await startDockerRegistry();
    if ("missing" in startedRegistry) {
      ({ missing } = startedRegistry);
      return;
    }
    registry = startedRegistry;
    const { docker } = state.engine;
    const runs = (image: string) => pushed !== undefined && image.endsWith(`@${pushed.digest}`);
    const started = await startLocalAws({ docker, registry: registry.host, runs });
    if ("missing" in started) {
      ({ missing } = started);
      return;
    }
    aws = started;
    found = terraform;
  });
  beforeEach((context) => {
    if (missing !== undefined) unavailable(context, missing);
  });
  afterAll(async () => {
    await aws?.close();
    await registry?.close();
    if (pushed) await removePulled(pushed.digest);
  });

  test("of the default environment are applied as they are, and a second plan finds nothing to change", async () => {
    const [foundation] = stacksOf({});
    // In this order for a user too: the foundation has the registry, the image goes there, its digest into the rest.
    const [record] = await Promise.all([push(), deploy([foundation as LocalStack])]);
    pushed = record;
    const deployed = await deploy(stacksOf({}).slice(1));
    expect(deployed.map(({ isApplied }) => isApplied)).toEqual([true, true]);
    const planned = await deploy(stacksOf({}), "plan");
    expect(planned.map(({ changes }) => changes)).toEqual([[], [], []]);
  });

  test("run a job of the AWS CLI in the ARM64 container, and its result is what the manifest says", async () => {
    const { fleets, output_path: outputPath } = parseOutputs(
      "batch",
      await terraformOf(batchOf({})).outputs(),
    );
    const config = smallConfig("arm64");
    const submitted = await awsCli(
      "batch",
      "submit-job",
      `--job-name=${config.id}`,
      `--job-queue=${fleets["graviton"]?.job_queue}`,
      `--job-definition=${fleets["graviton"]?.job_definition}`,
      `--parameters=${JSON.stringify({ configJson: JSON.stringify(config) })}`,
    );
    const { jobId } = JSON.parse(submitted) as { jobId: string };
    const job = await jobWithin(aws.client, jobId);
    expect(job).toMatchObject({ status: "SUCCEEDED", container: { exitCode: 0 } });
    expect(job.container?.image).toMatch(new RegExp(`amazonaws\\.com/geos-chem@${pushed?.digest}$`));

    const folder = temporaryDirectory("result");
    await awsCli("s3", "cp", "--recursive", `${outputPath}/${config.id}/${jobId}/1/`, folder);
    const listed = manifest.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")));
    expect(listed).toMatchObject({ benchmark_id: config.id, job_id: jobId, valid: true });
    for (const { name, sha256: expected } of listed.objects) {
      expect(sha256(readFileSync(join(folder, name))), name).toBe(expected);
    }
    const stored = result.parse(JSON.parse(readFileSync(join(folder, "results.json"), "utf8")));
    expect(stored.environment.architecture).toEqual({ value: "aarch64" });
    expect(stored.flags.emulated).toEqual({ value: process.arch !== "arm64" });
  });

  test("run a job of gcbench submit, which asks Terraform where", async () => {
    const config = JSON.stringify(smallConfig("x86_64"));
    const args = ["submit", config, "--wait", "--json", "--output", temporaryDirectory("result")];
    const done = await gcbench(args, { ...aws.env, CDKTF_OUTDIR: directory });
    expect(done, done.stderr).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(done.stdout)).toMatchObject({ ok: true, runs: [{ queue: "geos-chem-x86-queue" }] });
  });

  test("take another instance type and another image in place", async () => {
    const batch = batchOf(larger);
    const [deployed] = await deploy([batch]);
    const byType = (deployed?.changes ?? []).map(
      ({ address, action }) => `${action} ${address.split(".")[0]}`,
    );
    expect(byType.toSorted()).toEqual([
      "update aws_batch_compute_environment",
      ...Array.from({ length: 6 }, () => "update aws_batch_job_definition"),
    ]);
    const [[planned], job] = await Promise.all([deploy([batch], "plan"), runJob(aws.client, "graviton")]);
    expect(planned?.changes).toEqual([]);
    expect(job).toMatchObject({ status: "SUCCEEDED", jobDefinition: expect.stringMatching(/:2$/) as string });
    const attempt = aws.attempts.find(({ jobId }) => jobId === job.jobId);
    expect(attempt?.container.image).toMatch(new RegExp(`@${unknownDigest}$`));
    expect(attempt?.vcpus, "of 64").toBeGreaterThan(16);
  });

  test("are destroyed once the results may go, and nothing of them is left in Batch", async () => {
    const directories = stacksForLocalAws(directory, larger, aws);
    const target = { endpoint: aws.endpoint, accountId: localAccount };
    const stacks = aimAtLocal(directories, target, { toDestroy: true });
    const { s3 } = aws.clients;
    await expect(destroyStacks(stacks, { terraformOf, s3 })).rejects.toMatchObject({
      code: "bucket-not-empty",
    });
    await destroyStacks(stacks, { terraformOf, s3, emptyBuckets: true });
    expect(await aws.client.send(new DescribeJobQueuesCommand())).toMatchObject({ jobQueues: [] });
    expect(await aws.client.send(new DescribeComputeEnvironmentsCommand())).toMatchObject({
      computeEnvironments: [],
    });
  });

  const awsCli = async (...args: string[]) =>
    (await execa("aws", args, { env: aws.env, extendEnv: false })).stdout;

  const stacksOf = (environment: object): LocalStack[] =>
    aimAtLocal(stacksForLocalAws(directory, environment, aws), {
      endpoint: aws.endpoint,
      accountId: localAccount,
    });
  const batchOf = (environment: object) => stacksOf(environment)[1] as LocalStack;
  const terraformOf = ({ directory: of }: { directory: string }) => localTerraform(found, of);
  const deploy = (stacks: readonly LocalStack[], how?: "plan") =>
    deployStacks(stacks, { terraformOf, clients: aws.clients, planOnly: how === "plan" });

  async function push(): Promise<ImageRecord> {
    const file = join(directory, "default.json");
    const args = ["--repository", `${registry.host}/geos-chem`, "--environment", file, "--no-provision"];
    const done = await gcbench(["image", "push", ...args]);
    expect(done, done.stderr).toMatchObject({ exitCode: 0 });
    return readImageRecord(file) as ImageRecord;
  }

  /** What the executor pulled, and the names that it gave it. */
  async function removePulled(digest: string): Promise<void> {
    const state = await inspectEngine();
    if (state.status !== "ready") return;
    const reference = `${registry.host}/geos-chem@${digest}`;
    const names = [reference, asideName(reference, "linux/arm64"), asideName(reference, "linux/amd64")];
    await Promise.all(
      names.map((name) =>
        state.engine.docker
          .getImage(name)
          .remove({ force: true })
          .catch(() => {}),
      ),
    );
  }
});
