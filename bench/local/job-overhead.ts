import { execa } from "execa";
import { awsClients } from "../../cli/local/aws-clients.ts";
import { dockerArchitecture } from "../../contract/architecture.ts";
import { resultsBucketName } from "../../contract/names.ts";
import { instanceType } from "../../contract/instance-types.ts";
import type { StartedLocal } from "../../test/support/start-local.ts";
import { median } from "../statistics.ts";
import { runJob } from "./run-job.ts";

const rounds = 7;

/**
 * Wall time of the same image with the same command: as a job through the local Batch (SubmitJob until DescribeJobs
 * says SUCCEEDED), and by a bare `docker run --rm`. The benchmark is the smallest that computes, on the host's own
 * architecture.
 */
export async function jobOverhead({
  host,
  images,
  environment: { endpoint, model },
}: StartedLocal): Promise<void> {
  const [name, fleet] =
    host.engine.architecture === "arm64"
      ? (["c7g.4xlarge", "graviton"] as const)
      : (["c7i.4xlarge", "x86"] as const);
  const { architecture, processor } = instanceType(name);
  const image = images.jobs.get(`linux/${dockerArchitecture(architecture)}`)?.reference ?? "";
  const configJson = JSON.stringify({
    id: "OVERHEAD",
    simulation_type: "transport",
    domain: { type: "global", resolution: "4x5", levels: 47 },
    duration: { hours: 1 },
    hardware: { instance_type: name, processor_type: processor, architecture, vcpus: 15, memory_gb: 20 },
    workload: { tracers: 2 },
    canaries: false,
  });
  const outputPath = `s3://${resultsBucketName(model.accountId)}/bench`;
  const { batch, close } = awsClients({ endpoint, region: model.region });

  const throughBatch = () => runJob(batch, fleet, { configJson, outputPath });
  const bare = async (): Promise<void> => {
    const variables = {
      AWS_ENDPOINT_URL: await endpointForContainers(),
      AWS_REGION: model.region,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const env = Object.entries(variables).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
    const flags = [
      "--rm",
      "--network",
      `geos-chem-bench-${process.pid}`,
      "--read-only",
      "--tmpfs",
      "/tmp",
      ...env,
    ];
    await execa("docker", ["run", ...flags, image, "--benchmark", configJson, "--output-path", outputPath]);
  };
  const endpointForContainers = async (): Promise<string> => {
    const network = (await host.engine.docker.getNetwork(`geos-chem-bench-${process.pid}`).inspect()) as {
      Containers: Record<string, { IPv4Address: string }>;
    };
    const [localstack] = Object.values(network.Containers);
    return `http://${localstack?.IPv4Address.split("/")[0]}:4566`;
  };

  const arms = { "local Batch": throughBatch, "docker run": bare };
  const seconds: Record<string, number[]> = { "local Batch": [], "docker run": [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const [arm, run] of Object.entries(arms)) {
      const started = performance.now();
      await run();
      // Round 0 warms the caches of both.
      if (round > 0) seconds[arm]?.push((performance.now() - started) / 1000);
    }
  }
  close();
  const [batchMedian, bareMedian] = [
    median(seconds["local Batch"] ?? []),
    median(seconds["docker run"] ?? []),
  ];
  for (const [arm, values] of Object.entries(seconds)) {
    console.log(
      `  ${arm.padEnd(13)} median ${median(values).toFixed(3)} s   (${values.map((value) => value.toFixed(2)).join(" ")})`,
    );
  }
  console.log(
    `  difference    ${(batchMedian - bareMedian).toFixed(3)} s, ratio ${(batchMedian / bareMedian).toFixed(2)} (goal: at most 0.3 s more)`,
  );
}
