import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resourceClasses } from "../../cli/local-deploy/resource-classes.ts";
import { aimAtLocal, type LocalStack } from "../../cli/local-deploy/synthesise-for-local.ts";
import { synthesise } from "../../infra/synthesise.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { wholeEnvironment } from "../support/whole-environment.ts";

const target = { endpoint: "http://127.0.0.1:4566", accountId: "111122223333" };

function synthesised(environment: object): string[] {
  const outdir = temporaryDirectory("local-deploy");
  const file = join(outdir, "default.json");
  writeFileSync(file, JSON.stringify(environment));
  return synthesise({ outdir, environment: file });
}

const typesOf = (stacks: readonly LocalStack[]) =>
  stacks.flatMap(({ resources }) => resources.map(({ type }) => type));

describe("the local AWS", () => {
  test("has a class for every type that the stacks can have, and for no other", () => {
    const all = [{}, wholeEnvironment].flatMap((environment) =>
      typesOf(aimAtLocal(synthesised(environment), target)),
    );
    expect(Object.keys(resourceClasses).toSorted()).toEqual([...new Set(all)].toSorted());
  });
});

interface Override {
  readonly terraform: { readonly backend: object };
  readonly provider: {
    readonly aws: readonly [{ readonly access_key: string; readonly endpoints: readonly [object] }];
  };
  readonly data?: {
    readonly terraform_remote_state: Readonly<Record<string, { readonly config: { readonly path: string } }>>;
  };
  readonly resource?: object;
}
const overrideOf = (directory: string) =>
  JSON.parse(readFileSync(join(directory, "local_override.tf.json"), "utf8")) as Override;

describe("the override of a stack", () => {
  test.each([
    ["on this machine", {}],
    ["in a bucket", { state: { bucket: "our-state" } }],
  ])("has its state beside it, and that of others where they have it, kept %s on AWS", (_, environment) => {
    const directories = synthesised(environment);
    const [foundation, batch, operations] = aimAtLocal(directories, target);
    expect(foundation?.after).toEqual([]);
    for (const stack of [batch, operations]) expect(stack?.after).toEqual(["geos-chem-foundation"]);
    for (const directory of directories) {
      const { terraform, provider, data } = overrideOf(directory);
      expect(terraform.backend).toEqual({ local: { path: "terraform.tfstate" } });
      expect(provider.aws[0].access_key).toBe(target.accountId);
      expect(new Set(Object.values(provider.aws[0].endpoints[0]))).toEqual(new Set([target.endpoint]));
      for (const { config } of Object.values(data?.terraform_remote_state ?? {}))
        expect(config).toEqual({ path: "../geos-chem-foundation/terraform.tfstate" });
    }
  });

  test("changes no resource, but that what is protected can be destroyed", () => {
    const directories = synthesised({});
    aimAtLocal(directories, target);
    for (const directory of directories) expect(overrideOf(directory).resource).toBeUndefined();
    aimAtLocal(directories, target, { toDestroy: true });
    const lifted = directories.map((directory) => Object.keys(overrideOf(directory).resource ?? {}));
    expect(lifted).toEqual([["aws_s3_bucket"], [], []]);
  });
});
