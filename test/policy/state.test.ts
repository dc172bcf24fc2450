import { expect, test } from "vitest";
import { synthesisedStacks } from "./support/synthesised.ts";

const backends = (environment: object, named?: string) =>
  Object.fromEntries(
    Object.entries(synthesisedStacks(environment, named)).map(([name, { terraform }]) => [
      name,
      terraform.backend,
    ]),
  );

test("state is local unless configured", () => {
  const found = backends({});
  expect(Object.keys(found)).toHaveLength(3);
  for (const [name, backend] of Object.entries(found))
    expect(backend).toEqual({
      local: { path: expect.stringMatching(new RegExp(`/terraform\\.${name}\\.tfstate$`)) as string },
    });
});

test("state in S3 is encrypted and locked by a file, each stack's apart", () => {
  const found = backends({ state: { bucket: "our-state" }, region: "eu-central-1" }, "staging");
  expect(Object.keys(found)).toHaveLength(3);
  for (const [name, backend] of Object.entries(found)) {
    expect(backend).toEqual({
      s3: {
        bucket: "our-state",
        key: `geos-chem/staging.${name}.tfstate`,
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
  }
});
