import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findTerraform } from "../../../../cli/local-deploy/find-terraform.ts";
import { stackTerraform } from "../../../../cli/local-deploy/terraform.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const directory = temporaryDirectory("terraform");

/** A program in place of Terraform, by a script of the shell. */
function program(name: string, script: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe("finding Terraform", () => {
  const at = (file: string) => findTerraform({ PATH: "", TERRAFORM_BINARY_NAME: file });

  test("takes the program that is named, whatever it writes before its version", async () => {
    const file = program("new", `echo 'Warning: no such file'; echo '{"terraform_version":"1.11.4"}'`);
    expect(await at(file)).toEqual({ program: file, version: "1.11.4" });
  });

  test.each([
    ["1.4.7", /of version 1\.4\.7; it takes 1\.5 or newer/],
    ["0.15.0", /of version 0\.15\.0/],
  ])("refuses %s, which is too old", async (version, message) => {
    const file = program(`of-${version}`, `echo '{"terraform_version":"${version}"}'`);
    await expect(at(file)).rejects.toMatchObject({
      code: "no-terraform",
      message: expect.stringMatching(message) as string,
    });
  });

  test("says where to get it where there is none", async () => {
    await expect(at("no-such-terraform")).rejects.toMatchObject({
      code: "no-terraform",
      message: expect.stringContaining("no-such-terraform is not on the path") as string,
      hint: expect.stringContaining("opentofu.org") as string,
    });
  });
});

describe("Terraform in a stack", () => {
  const endpoint = "http://127.0.0.1:4566";
  const created = {
    address: "aws_vpc.of",
    mode: "managed",
    type: "aws_vpc",
    change: { actions: ["create"], after: {} },
  };

  test("runs with the caller's mirror, and with nothing that leads to AWS or elsewhere", async () => {
    const file = program("env", "env");
    const env = {
      PATH: process.env["PATH"],
      TF_CLI_CONFIG_FILE: "/etc/mirror.tfrc",
      TF_CLI_ARGS_plan: "-destroy",
      TF_WORKSPACE: "other",
      AWS_PROFILE: "production",
      AWS_ENDPOINT_URL_S3: "https://elsewhere.example.org",
      AWS_SESSION_TOKEN: "secret",
    };
    const printed = await stackTerraform(directory, { program: file, endpoint, env }).outputs();
    const variables = Object.fromEntries(printed.split("\n").map((line) => line.split("=", 2)));
    expect(variables).toMatchObject({
      TF_CLI_CONFIG_FILE: "/etc/mirror.tfrc",
      AWS_ENDPOINT_URL: endpoint,
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    for (const name of [
      "TF_CLI_ARGS_plan",
      "TF_WORKSPACE",
      "AWS_PROFILE",
      "AWS_ENDPOINT_URL_S3",
      "AWS_SESSION_TOKEN",
    ])
      expect(variables).not.toHaveProperty(name);
  });

  test("fails with what Terraform says, and nothing of its progress", async () => {
    const lines = [
      { type: "refresh_start", hook: { resource: { addr: "aws_vpc.of" } } },
      { type: "apply_start", hook: { resource: { addr: "aws_vpc.of" }, action: "delete" } },
      { type: "diagnostic", diagnostic: { severity: "warning", summary: "Deprecated" } },
      {
        type: "diagnostic",
        diagnostic: { severity: "error", summary: "Taken", detail: "It is there.", address: "aws_vpc.of" },
      },
    ];
    const file = program(
      "failing",
      `cat <<'E'\n${lines.map((line) => JSON.stringify(line)).join("\n")}\nE\nexit 1`,
    );
    const steps: string[] = [];
    const destroying = stackTerraform(directory, { program: file, endpoint }).destroy((step) =>
      steps.push(step),
    );
    await expect(destroying).rejects.toMatchObject({
      code: "command-failed",
      message: `terraform destroy failed in ${directory}:\naws_vpc.of: Taken\nIt is there.`,
    });
    expect(steps).toEqual(["delete aws_vpc.of"]);
  });

  test.each([
    ["nothing to apply", 0, { resources: [], isEmpty: true }],
    ["something to apply", 2, { resources: [created], isEmpty: false }],
  ])("plans %s by the exit code, and shows a plan only where there is something", async (_, code, plan) => {
    const shown = JSON.stringify({ resource_changes: [created, { ...created, mode: "data" }] });
    const file = program(
      `plan-${code}`,
      `[ $1 = plan ] && exit ${code}\n[ ${code} = 2 ] && echo '${shown}' || exit 1`,
    );
    expect(await stackTerraform(directory, { program: file, endpoint }).plan()).toEqual(plan);
  });

  test("takes that exit code for a failure of every other step", async () => {
    const file = program("ends-with-2", "exit 2");
    const applying = stackTerraform(directory, { program: file, endpoint }).apply();
    await expect(applying).rejects.toMatchObject({ code: "command-failed" });
  });

  test.each([
    ["an empty state, before anything was applied", "", []],
    [
      "the managed resources, each instance of them",
      JSON.stringify({
        version: 4,
        resources: [
          { mode: "data", type: "aws_region", name: "of", instances: [{ attributes: {} }] },
          {
            mode: "managed",
            type: "aws_s3_bucket",
            name: "of",
            instances: [{ attributes: { bucket: "first" } }, { attributes: { bucket: "second" } }],
          },
        ],
      }),
      [
        { type: "aws_s3_bucket", values: { bucket: "first" } },
        { type: "aws_s3_bucket", values: { bucket: "second" } },
      ],
    ],
  ])("reads %s", async (name, printed, resources) => {
    const file = program(`state of ${name.length}`, `[ "$1 $2" = "state pull" ] && printf '%s' '${printed}'`);
    expect(await stackTerraform(directory, { program: file, endpoint }).state()).toEqual(resources);
  });
});
