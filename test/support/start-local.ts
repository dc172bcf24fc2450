import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { jobPaths } from "../../contract/job-paths.ts";
import { projectRoot } from "../../host/paths.ts";
import { prepareHost, type PreparedHost } from "../../host/prepare-host.ts";
import { ensureMotoImage } from "../../container/build/ensure-moto-image.ts";
import { ensureImages, type EnsuredImages } from "../../container/build/ensure-images.ts";
import {
  startLocalEnvironment,
  type LocalEnvironment,
} from "../../emulator/local/start-local-environment.ts";
import { synthesise } from "../../infra/synthesise.ts";

export interface StartedLocal {
  readonly host: PreparedHost;
  readonly images: EnsuredImages;
  readonly environment: LocalEnvironment;
  /** A directory of this machine that stands for the instance's /scratch/models. */
  readonly models: string;
  readonly close: () => Promise<void>;
}

const platforms = ["linux/arm64", "linux/amd64"] as const;
const report = ({ title, detail }: { title: string; detail: string }) =>
  console.error(`[${title}] ${detail}`);

/** This machine's engine, taken as it is; rejects where it cannot run both platforms. */
export const hostForTests = (): Promise<PreparedHost> => prepareHost({ platforms, provision: false, report });

/** A local environment in this process, for tests and benches. `slots`: jobs at once; default: as the machine has room. */
export async function startLocal(host: PreparedHost, slots?: number): Promise<StartedLocal> {
  const images = await ensureImages({ engine: host.engine, platforms, repositoryRoot: projectRoot, report });
  const folder = await mkdtemp(path.join(os.tmpdir(), "gcbench-local-"));
  const models = path.join(folder, "models");
  await mkdir(models);
  const environment = await startLocalEnvironment(
    {
      stackDirs: synthesise({ outdir: path.join(folder, "cdktf.out") }),
      volumeDirectories: { [jobPaths.models]: models },
      localstackImage: images.localstack?.reference ?? "",
      jobImages: Object.fromEntries(
        Array.from(images.jobs, ([platform, { reference, id }]) => [platform, { reference, id }]),
      ),
      port: 0,
      ...(slots !== undefined && { slots }),
    },
    { report, log: () => {}, motoImage: ensureMotoImage },
  );
  return {
    host,
    images,
    environment,
    models,
    close: async () => {
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
