/**
 * Vitest global set-up of the integration tests: one local environment (LocalStack, local AWS Batch) for the whole run.
 * Tests keep apart by their own object prefixes and job names. Where Docker is not available the reason is provided
 * instead, and the tests say it.
 */
import type { TestProject } from "vitest/node";
import { explainError } from "../../contract/errors.ts";
import { resultsBucketName } from "../../contract/names.ts";
import { hostForTests, startLocal } from "./start-local.ts";

export interface LocalForTests {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly models: string;
  readonly jobImages: Readonly<Record<string, string>>;
}

declare module "vitest" {
  export interface ProvidedContext {
    local: LocalForTests | { readonly unavailable: string };
  }
}

/** By what they ask for one would fill this machine; here nobody measures, and files would wait for each other's jobs. */
const jobsAtOnce = 2;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const host = await hostForTests().catch((error: unknown) => ({ unavailable: explainError(error) }));
  if ("unavailable" in host) {
    project.provide("local", host);
    return async () => {};
  }
  const { environment, images, models, close } = await startLocal(host, jobsAtOnce);
  const { region, accountId } = environment.model;
  project.provide("local", {
    endpoint: environment.endpoint,
    region,
    bucket: resultsBucketName(accountId),
    models,
    jobImages: Object.fromEntries(
      Array.from(images.jobs, ([platform, { reference }]) => [platform, reference]),
    ),
  });
  return close;
}
