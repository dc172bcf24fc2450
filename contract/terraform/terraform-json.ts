import path from "node:path";
import { z } from "zod";
import { parseJson } from "../parse-json.ts";
import { readSynthesised } from "./read-synthesised.ts";

const block = z.record(z.string(), z.unknown());
const blocks = z.record(z.string(), z.record(z.string(), block)).default({});

/** The parts of a stack's Terraform JSON that the reader looks at (Terraform, "JSON configuration syntax"). */
const stackFile = z.object({
  resource: blocks,
  data: blocks,
  module: z.record(z.string(), z.unknown()).default({}),
  output: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  variable: z.record(z.string(), z.object({ default: z.unknown().optional() })).default({}),
  locals: block.default({}),
  provider: z.object({ aws: z.array(block).default([]) }).default({ aws: [] }),
});

export interface Stack extends z.output<typeof stackFile> {
  readonly name: string;
}

/** Reads the stack of each directory (`cdktf.out/stacks/<name>`). */
export function readTerraformJson(directories: readonly string[]): Stack[] {
  return directories.map((directory) => {
    const name = path.basename(directory);
    const text = readSynthesised(path.join(directory, "cdk.tf.json"));
    return { name, ...parseJson(stackFile, text, "terraformJson", `Terraform JSON of ${name}`) };
  });
}
