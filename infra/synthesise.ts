import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { GeosBenchError } from "../contract/errors.ts";
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
 * fault; what is in `outdir` then is not to be used.
 */
export function synthesise({ outdir, environment = "default" }: SynthesiseOptions): string[] {
  const config = loadEnvironment(environment);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const stacks = addStacks(app, config);
  try {
    app.synth();
  } catch (error) {
    throw guardrailError(error);
  }
  return stacks.map((stack) => join(resolve(outdir), "stacks", stack.node.id));
}

/** CDKTF throws one error for all faults of a stack; its advice to ignore them is not ours. */
function guardrailError(error: unknown): unknown {
  const [, faults] = (error instanceof Error && /level "ERROR":\n([^]*?)\n\n/.exec(error.message)) || [];
  if (faults === undefined) return error;
  return new GeosBenchError(`Guardrails stop the synthesis:\n${faults}`, {
    code: "guardrail",
    hint: "Change the configuration, or exempt the construct with suppress(construct, guardrail, reason).",
  });
}
