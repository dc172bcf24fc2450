import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { imagePush } from "../../../../cli/commands/image.ts";
import { cliExitCode } from "../../../../cli/exit-codes.ts";
import type { GeosBenchError } from "../../../../contract/errors.ts";
import { gcbenchIn } from "../../../support/gcbench.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com/geos-chem";

describe("gcbench image push says in one message what it needs", () => {
  const folder = temporaryDirectory("image-push");
  afterEach(() => void vi.unstubAllEnvs());
  const terraform = path.join(folder, "terraform");
  writeFileSync(terraform, "#!/bin/sh\necho '{}'\n", { mode: 0o755 });
  mkdirSync(path.join(folder, "applied", "stacks", "geos-chem-foundation"), { recursive: true });
  const env = {
    CDKTF_OUTDIR: path.join(folder, "none"),
    // Nobody's credentials.
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_PROFILE: "",
  };

  test.for([
    ["no stack to take the repository from", {}, {}, /^3: .*geos-chem-foundation is not deployed from here/],
    [
      "a stack that was destroyed",
      {},
      { CDKTF_OUTDIR: path.join(folder, "applied"), TERRAFORM_BINARY_NAME: terraform },
      /^3: .*geos-chem-foundation has no outputs: it is not deployed/,
    ],
    [
      "no Terraform",
      {},
      { CDKTF_OUTDIR: path.join(folder, "applied"), TERRAFORM_BINARY_NAME: "no-such-terraform" },
      /^3: no-such-terraform does not tell the outputs of geos-chem-foundation/,
    ],
    ["a repository without a host", { repository: "geos-chem" }, {}, /^2: "geos-chem" is not a repository/],
    ["a tag", { repository: `${ecr}:1` }, {}, /^2: .*without tag or digest/],
    ["an unknown environment", { environment: "nope" }, {}, /^2: No environment "nope".*There are: default/],
    ["no AWS credentials", { repository: ecr }, {}, /^3: ECR gives no login for 123456789012.*credentials/i],
  ] as const)("%s", async ([, options, more, message]) => {
    for (const [name, value] of Object.entries({ ...env, ...more })) vi.stubEnv(name, value);
    const error = await imagePush({ provision: false, ...options }, new AbortController().signal).then(
      () => undefined,
      (thrown: GeosBenchError) => thrown,
    );
    expect(`${error && cliExitCode(error.code)}: ${error?.message}`).toMatch(message);
  });

  test("no engine", async () => {
    const gcbench = gcbenchIn(path.join(folder, "state"));
    const args = ["image", "push", "--repository", "127.0.0.1:5000/geos-chem", "--no-provision"];
    const done = await gcbench(args, { ...env, DOCKER_HOST: "unix:///nonexistent/docker.sock" });
    expect(done.stderr).toMatch(/unix:\/\/\/nonexistent\/docker\.sock/);
    expect(done).toMatchObject({ exitCode: 3, stdout: "" });
  });
});
