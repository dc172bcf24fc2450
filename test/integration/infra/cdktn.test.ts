import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { projectRoot } from "../../../host/paths.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { wholeEnvironment } from "../../support/whole-environment.ts";

const environments = [
  ["the default environment", {}],
  [
    "an environment with everything",
    {
      ...wholeEnvironment,
      state: { bucket: "our-state" },
    },
  ],
] as const;

const cdktn = ["--import", join(projectRoot, "test/support/cdktn-for-cdktf.mjs")];

// CDKTF is archived; its fork, CDK Terrain, is what the project can move to. See infra/cdk.ts.
test.for(environments)("%s is the same with cdktn in place of cdktf", async ([, given]) => {
  const directory = temporaryDirectory("cdktn");
  const environment = join(directory, "environment.json");
  writeFileSync(environment, JSON.stringify(given));
  const [fork, original] = await Promise.all([
    synthesised(join(directory, "cdktn"), environment, cdktn),
    synthesised(join(directory, "cdktf"), environment, []),
  ]);
  expect(Object.keys(original)).toHaveLength(3);
  // Each names its own version, which shows too that the fork was at work.
  const versions = [fork, original].map(
    (of) => new Set(Object.values(of).map((stack) => takeVersion(stack))),
  );
  expect(versions).toEqual([new Set([version("cdktn")]), new Set([version("cdktf")])]);
  expect(fork).toEqual(original);
});

interface StackJson {
  readonly "//": { readonly metadata: { version?: string } };
}

/** Runs the app as `npx cdktf synth` does: stack → its Terraform JSON. */
async function synthesised(outdir: string, environment: string, nodeArgs: readonly string[]) {
  await execa(process.execPath, [...nodeArgs, "infra/main.ts"], {
    cwd: projectRoot,
    env: { CDKTF_OUTDIR: outdir, GCBENCH_ENVIRONMENT: environment },
  });
  const stacks = join(outdir, "stacks");
  return Object.fromEntries(
    readdirSync(stacks).map((stack) => [
      stack,
      JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")) as StackJson,
    ]),
  );
}

function takeVersion({ "//": { metadata } }: StackJson): string | undefined {
  const taken = metadata.version;
  delete metadata.version;
  return taken;
}

function version(name: string): string {
  const file = join(projectRoot, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
