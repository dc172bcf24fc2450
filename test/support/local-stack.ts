/**
 * Vitest global set-up of the integration tests: one local environment (LocalStack, local AWS Batch) for the whole run.
 * Tests keep apart by their own object prefixes and job names. Where Docker is not available the reason is provided
 * instead, and the tests say it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { explainError } from "../../contract/errors.ts";
import { resultsBucketName } from "../../contract/names.ts";
import { prepareHost } from "../../emulator/host/prepare-host.ts";
import { ensureImages } from "../../emulator/images/ensure-images.ts";
import { startLocalEnvironment } from "../../emulator/local/start-local-environment.ts";
import { synthesise } from "../../infra/synthesise.ts";

export interface LocalForTests {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly jobImages: Readonly<Record<string, { readonly reference: string; readonly id: string }>>;
}

declare module "vitest" {
  export interface ProvidedContext {
    local: LocalForTests | { readonly unavailable: string };
  }
}

const repositoryRoot = path.resolve(import.meta.dirname, "../..");
const report = ({ title, detail }: { title: string; detail: string }) =>
  console.error(`[${title}] ${detail}`);

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prepared = await prepareHost({
    platforms: ["linux/arm64", "linux/amd64"],
    provision: false,
    report,
  }).catch((error: unknown) => ({ unavailable: explainError(error) }));
  if ("unavailable" in prepared) {
    project.provide("local", prepared);
    return async () => {};
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "gcbench-test-"));
  const { engine } = prepared;
  const images = await ensureImages({
    engine,
    platforms: ["linux/arm64", "linux/amd64"],
    repositoryRoot,
    report,
  });
  const jobImages = Object.fromEntries(
    [...images.jobs].map(([platform, { reference, id }]) => [platform, { reference, id }]),
  );
  const local = await startLocalEnvironment(
    {
      stackDirs: synthesise({ outdir: path.join(folder, "cdktf.out") }),
      localstackImage: images.localstack?.reference ?? "",
      jobImages,
      port: 0,
    },
    { report, log: () => {} },
  );
  const { region, accountId } = local.model;
  project.provide("local", {
    endpoint: local.endpoint,
    region,
    bucket: resultsBucketName(accountId),
    jobImages,
  });
  return async () => {
    await local.close();
    await rm(folder, { recursive: true, force: true });
  };
}
