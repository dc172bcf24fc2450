import { guardrails } from "../guardrails/all.ts";
import { enforce } from "../guardrails/enforce.ts";
import type { BenchStack } from "../bench-stack.ts";
import type { App } from "../cdk.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import { BatchStack } from "./batch-stack.ts";
import { FoundationStack } from "./foundation-stack.ts";
import { OperationsStack } from "./operations-stack.ts";

/** Every stack of an environment, in the order of deployment, held to the guardrails. */
export function addStacks(app: App, config: EnvironmentConfig): BenchStack[] {
  const foundation = new FoundationStack(app, "geos-chem-foundation", config);
  const batch = new BatchStack(app, "geos-chem-batch", config, foundation);
  const operations = new OperationsStack(app, "geos-chem-operations", config, foundation);
  const stacks = [foundation, batch, operations];
  enforce(app, guardrails);
  return stacks;
}
