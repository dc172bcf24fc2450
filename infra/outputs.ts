import { z } from "zod";
import { deployedFleet } from "../contract/deployed-fleet.ts";
import { parseJson, parseValue } from "../contract/parse-json.ts";
import { Construct, TerraformOutput, Token, type TerraformStack } from "./cdk.ts";

/**
 * What each stack tells after a deployment, in one place: stacks write it, `terraform output -json` prints it, and
 * {@link parseOutputs} reads it.
 */
const stackOutputs = {
  foundation: z.object({
    region: z.string(),
    results_bucket: z.string(),
    repository_url: z.string(),
    job_log_group: z.string(),
    ci_role_arn: z.string().optional(),
    site_url: z.string().optional(),
    site_bucket: z.string().optional(),
    /** Whoever fills the bucket tells it which pages to forget; absent from deployments that are older than it. */
    site_distribution_id: z.string().optional(),
    athena_workgroup: z.string().optional(),
    athena_database: z.string().optional(),
  }),
  batch: z.object({
    region: z.string(),
    /** Where jobs store results unless told otherwise. */
    output_path: z.string(),
    /** Policies for whoever submits jobs, and for whoever only reads results; absent from older deployments. */
    submit_policy_arn: z.string().optional(),
    read_policy_arn: z.string().optional(),
    fleets: z.record(z.string(), deployedFleet),
  }),
  operations: z.object({ topic_arn: z.string(), dashboard: z.string() }),
} as const;

export type StackKind = keyof typeof stackOutputs;
export type StackOutputs<Kind extends StackKind> = z.output<(typeof stackOutputs)[Kind]>;

/** Declares the outputs of a stack; those that are `undefined` are left out. */
export function addOutputs<Kind extends StackKind>(
  stack: TerraformStack,
  _kind: Kind,
  outputs: StackOutputs<Kind>,
): void {
  const group = new Construct(stack, "outputs");
  for (const [name, value] of Object.entries(outputs)) {
    // As a token: of a plain object, CDKTF asks a question that Node 24 calls deprecated on standard error.
    if (value !== undefined)
      new TerraformOutput(group, name, { value: Token.asAny(value) }).overrideLogicalId(name);
  }
}

/** Reads what `terraform output -json` printed for a stack. */
export function parseOutputs<Kind extends StackKind>(kind: Kind, text: string): StackOutputs<Kind> {
  const printed = parseJson(z.record(z.string(), z.object({ value: z.unknown() })), text, "terraformOutputs");
  const values = Object.fromEntries(Object.entries(printed).map(([name, { value }]) => [name, value]));
  return parseValue(
    stackOutputs[kind],
    values,
    "terraformOutputs",
    `terraform outputs (${kind})`,
  ) as StackOutputs<Kind>;
}
