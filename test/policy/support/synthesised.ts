import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { synthesise } from "../../../infra/synthesise.ts";

export type Attributes = Readonly<Record<string, unknown>>;

/** A resource of the synthesised JSON, as Terraform and scanners read it. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly path: string;
  readonly attributes: Attributes;
}

export interface StackJson {
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly terraform: { readonly backend: Attributes };
}

/**
 * Synthesises an environment, given as the object that a JSON file of that name would hold: stack → its Terraform JSON.
 */
export function synthesisedStacks(environment: object = {}, name = "default"): Record<string, StackJson> {
  const directory = mkdtempSync(join(tmpdir(), "gcbench-synth-"));
  try {
    const file = join(directory, `${name}.json`);
    writeFileSync(file, JSON.stringify(environment));
    const stacks = synthesise({ outdir: join(directory, "out"), environment: file });
    return Object.fromEntries(
      stacks.map((stack) => [
        basename(stack),
        JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as StackJson,
      ]),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The same, every resource of every stack in one list. */
export function resourcesOf(environment: object = {}, name = "default"): Resource[] {
  return Object.entries(synthesisedStacks(environment, name)).flatMap(([stack, { resource }]) =>
    Object.entries(resource).flatMap(([type, instances]) =>
      Object.entries(instances).map(([id, attributes]) => {
        const { metadata } = attributes["//"] as { metadata: { path: string } };
        return { stack, type, id, path: metadata.path, attributes };
      }),
    ),
  );
}

/** The resources of some types. */
export function ofType(resources: readonly Resource[], ...types: string[]): Resource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** The same, to check each of them: throws where there is none, since then nothing would be checked. */
export function eachOfType(resources: readonly Resource[], ...types: string[]): Resource[] {
  const found = ofType(resources, ...types);
  if (found.length === 0) throw new Error(`There is no ${types.join(", ")}`);
  return found;
}

/** A block that Terraform takes as an object or as a list of one. */
export function block(value: unknown): Attributes {
  return ((Array.isArray(value) ? value[0] : value) ?? {}) as Attributes;
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Principal?: string | Readonly<Record<string, readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy attribute. */
export function statements(policy: unknown): readonly PolicyStatement[] {
  return (JSON.parse(String(policy)) as { Statement: PolicyStatement[] }).Statement;
}
