import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "./cdk.ts";
import { loadEnvironment } from "./config/load-environment.ts";
import { addStacks } from "./stacks/add-stacks.ts";

export interface SynthesiseOptions {
  /** Directory that receives `manifest.json` and `stacks/<name>/cdk.tf.json`; created if missing. */
  readonly outdir: string;
  /**
   * Name of a file in infra/config (without `.json`), or the path of a JSON file.
   * @default "default"
   */
  readonly environment?: string | undefined;
}

/**
 * Synthesises every stack and returns their directories in the order of deployment. Throws when a guardrail finds a
 * fault; nothing is left in `outdir` then.
 */
export function synthesise({ outdir, environment = "default" }: SynthesiseOptions): string[] {
  const config = loadEnvironment(environment);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const stacks = addStacks(app, config);
  app.synth();
  return stacks.map((stack) => join(resolve(outdir), "stacks", stack.node.id));
}
