import { awsClients } from "../../cli/local/aws-clients.ts";
import { loadBenchmarks } from "../../client/load-benchmarks.ts";
import { resultsBucketName } from "../../contract/names.ts";
import type { StartedLocal } from "../../test/support/start-local.ts";
import { described, median } from "../statistics.ts";
import { takeTurns } from "../take-turns.ts";
import { runJob } from "./run-job.ts";

/** The smoke suite's benchmark of the other architecture, under QEMU, as a job from submission to stored result. */
export async function emulatedSmoke(
  { host, environment: { endpoint, model } }: StartedLocal,
  rounds: number,
): Promise<void> {
  const foreign = host.engine.architecture === "arm64" ? "x86_64" : "arm64";
  const { configs } = await loadBenchmarks({ suite: "smoke" });
  const config = configs.find(({ hardware }) => hardware.architecture === foreign);
  if (!config) throw new Error(`The suite smoke has no benchmark for ${foreign}.`);
  const { batch, close } = awsClients({ endpoint, region: model.region });
  const { emulated } = await takeTurns(rounds, {
    emulated: async () => {
      const started = performance.now();
      await runJob(batch, foreign === "arm64" ? "graviton" : "x86", {
        configJson: JSON.stringify(config),
        outputPath: `s3://${resultsBucketName(model.accountId)}/bench`,
      });
      return (performance.now() - started) / 1000;
    },
  });
  close();
  const missed = median(emulated) > 60 ? "; missed" : "";
  console.log(`  ${config.id} under QEMU: ${described(emulated, 1, "s")} (goal: at most 60 s${missed})`);
}
