import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../cli/paths.ts";
import { prepareHost, type PreparedHost } from "../emulator/host/prepare-host.ts";
import { ensureImages, type EnsuredImages } from "../emulator/images/ensure-images.ts";
import { startLocalEnvironment, type LocalEnvironment } from "../emulator/local/start-local-environment.ts";
import { synthesise } from "../infra/synthesise.ts";

export interface BenchLocal {
  readonly host: PreparedHost;
  readonly images: EnsuredImages;
  readonly environment: LocalEnvironment;
}

/** A local environment for the benches, in this process; removed at the end. */
export async function withLocal(use: (local: BenchLocal) => Promise<void>): Promise<void> {
  const platforms = ["linux/arm64", "linux/amd64"] as const;
  const report = ({ title, detail }: { title: string; detail: string }) =>
    console.error(`[${title}] ${detail}`);
  const host = await prepareHost({ platforms, provision: false, report });
  const images = await ensureImages({ engine: host.engine, platforms, repositoryRoot: projectRoot, report });
  const folder = await mkdtemp(path.join(os.tmpdir(), "gcbench-bench-"));
  const environment = await startLocalEnvironment(
    {
      stackDirs: synthesise({ outdir: folder }),
      localstackImage: images.localstack?.reference ?? "",
      jobImages: Object.fromEntries(
        [...images.jobs].map(([platform, { reference, id }]) => [platform, { reference, id }]),
      ),
      port: 0,
    },
    { report, log: () => {} },
  );
  try {
    await use({ host, images, environment });
  } finally {
    await environment.close();
    await rm(folder, { recursive: true, force: true });
  }
}
