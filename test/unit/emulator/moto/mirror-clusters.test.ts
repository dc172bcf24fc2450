import { describe, expect, onTestFinished, test } from "vitest";
import type { Regions } from "../../../../emulator/http/regions.ts";
import { mirrorClusters } from "../../../../emulator/moto/mirror-clusters.ts";
import { createMoto } from "../../../../emulator/moto/moto.ts";
import { resetMoto } from "../../../../emulator/moto/reset-moto.ts";
import { logStore } from "../http/front-on.ts";
import { recordingUpstream } from "../http/upstream.ts";
import { emptyBatch } from "../batch/resource-calls.ts";

/** moto as one that answers everything with nothing, and what it was asked for. */
async function recordedMoto() {
  const asked: string[] = [];
  const upstream = await recordingUpstream((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const target = request.headers["x-amz-target"];
      const operation = typeof target === "string" ? target.split(".")[1] : request.url;
      asked.push(`${operation} ${body}`);
      response.writeHead(200).end("{}");
    });
  });
  onTestFinished(upstream.close);
  const moto = createMoto(async () => ({ url: upstream.url, stop: async () => {} }));
  return { moto, asked };
}

describe("the clusters of compute environments in ECS", () => {
  test("are made before ECS is asked for anything, once, and go with their environments", async () => {
    const { moto, asked } = await recordedMoto();
    const batch = emptyBatch({ transitionMs: 0 });
    const regional: ReturnType<Regions> = { region: "us-east-1", api: batch.batch.api, logs: logStore() };
    await mirrorClusters(moto, regional);
    expect(asked).toEqual([]);
    batch.createEnvironment("ce");
    const cluster = batch.environment("ce")?.ecsClusterArn ?? "";
    await Promise.all([mirrorClusters(moto, regional), mirrorClusters(moto, regional)]);
    const created = `CreateCluster ${JSON.stringify({ clusterName: cluster.split("/")[1] })}`;
    expect(asked).toEqual([created]);
    batch.call("UpdateComputeEnvironment", { computeEnvironment: "ce", state: "DISABLED" });
    batch.call("DeleteComputeEnvironment", { computeEnvironment: "ce" });
    await mirrorClusters(moto, regional);
    await mirrorClusters(moto, regional);
    expect(asked).toEqual([created, `DeleteCluster ${JSON.stringify({ cluster })}`]);
  });

  test("more than a page of them are all made", async () => {
    const { moto, asked } = await recordedMoto();
    const batch = emptyBatch();
    for (let n = 0; n < 101; n++) batch.createEnvironment(`ce${n}`);
    await mirrorClusters(moto, { region: "us-east-1", api: batch.batch.api, logs: logStore() });
    expect(asked).toHaveLength(101);
  });

  test("are made again after moto was reset; a moto that was never asked is not started for a reset", async () => {
    const { moto, asked } = await recordedMoto();
    await resetMoto(moto);
    expect(moto.isStarted).toBe(false);
    const batch = emptyBatch();
    batch.createEnvironment("ce");
    const regional: ReturnType<Regions> = { region: "us-east-1", api: batch.batch.api, logs: logStore() };
    await mirrorClusters(moto, regional);
    await resetMoto(moto);
    await mirrorClusters(moto, regional);
    const operations = asked.map((line) => line.split(" ")[0]);
    expect(operations).toEqual(["CreateCluster", "/moto-api/reset", "/moto-api/config", "CreateCluster"]);
  });
});
