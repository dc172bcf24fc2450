import packageJson from "../../package.json" with { type: "json" };
import type { Platform } from "../../contract/architecture.ts";
import { localBatchImage } from "../../contract/local-batch-image.ts";
import { ensureLocalBatchImage } from "../../container/build/local-batch-image.ts";
import { dockerArchitectureOf } from "../../container/build/platform-architecture.ts";
import { prepareHost, type PreparedHost } from "../../host/prepare-host.ts";
import { projectRoot } from "../../host/paths.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { required } from "../local/preparation-steps.ts";
import { runSteps } from "../progress.ts";

interface Context {
  host?: PreparedHost;
  reference?: string;
}

/** Builds the image of the local Batch and prints its name. */
export async function imageBuildLocalBatch(
  { platform, provision }: { readonly platform: Platform | undefined; readonly provision: boolean },
  signal: AbortSignal,
): Promise<number> {
  const context = await runSteps<Context>(
    [
      {
        title: "Docker engine",
        task: async (of, task) => {
          const report = ({ detail }: { detail: string }) => (task.output = detail);
          // Nothing of the image runs while it is built: another architecture needs no emulation.
          of.host = await prepareHost({ platforms: [], provision, report, signal });
          task.title = `Docker engine ${of.host.engine.version}`;
        },
      },
      {
        title: "Image of the local AWS Batch",
        task: async (of, task) => {
          const { engine } = required(of.host);
          const architecture = platform === undefined ? engine.architecture : dockerArchitectureOf(platform);
          const report = ({ title, detail }: { title: string; detail: string }) =>
            (task.output = `${title}: ${detail}`);
          const inputs = { architecture, repositoryRoot: projectRoot, version: packageJson.version };
          const { reference, sizeBytes } = await ensureLocalBatchImage(engine, inputs, { report, signal });
          of.reference = reference;
          const also = architecture === engine.architecture ? `, also ${localBatchImage}` : "";
          task.title = `${task.title} (${architecture}), ${Math.round(sizeBytes / 1e6)} MB${also}`;
        },
      },
    ],
    {},
  );
  console.log(required(context.reference));
  return cliExitCodes.success;
}
