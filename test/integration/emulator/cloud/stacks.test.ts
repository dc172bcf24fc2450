import path from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { useLocal } from "../../../support/local.ts";
import { needs } from "../../../support/needs.ts";

describe("CloudFormation", () => {
  const local = useLocal();
  needs("boto3");
  needs("aws-cli");

  test("makes, changes, rolls back and deletes resources of our Batch, Logs, S3 and moto", async () => {
    const script = path.join(import.meta.dirname, "stacks.py");
    const { stdout } = await execa("python3", [script, JSON.stringify({ bucket: local.bucket })], {
      env: local.env,
      extendEnv: false,
    });
    const made = {
      status: "CREATE_COMPLETE",
      priority: 3,
      fair: true,
      most: 64,
      licences: 3,
      revision: 1,
      // Keys of maps are the user's, whatever their case.
      parameters: { Case: "fullChem" },
      tags: { CostCentre: "R&D" },
      command: ["echo", "Ref::Case"],
      environment: [{ name: "OMP_NUM_THREADS", value: "4" }],
      lines: true,
      days: 7,
      versions: "Enabled",
      role: true,
    };
    expect(JSON.parse(stdout)).toEqual({
      deployed: "Successfully created/updated stack - stack-test",
      made,
      again: "No changes to deploy. Stack stack-test is up to date",
      changed: { ...made, status: "UPDATE_COMPLETE", most: 32, licences: 5, revision: 2, command: ["true"] },
      rolled_back: {
        most: 32,
        status: "UPDATE_ROLLBACK_COMPLETE",
        why: [expect.stringContaining("attemptDurationSeconds must be at least 60 seconds, given 5")],
      },
      refused: "Template format error: Unrecognized resource types: ['AWS::Lambda::Function']",
      made_of_refused: 0,
      left: [],
    });
  });
});
