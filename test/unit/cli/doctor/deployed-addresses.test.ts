import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deployedAddresses } from "../../../../cli/doctor/aws/deployed-addresses.ts";
import type { Stack } from "../../../../contract/terraform/terraform-json.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const stack = (backend: Record<string, unknown>) =>
  ({ name: "geos-chem-batch", terraform: { backend } }) as unknown as Stack;

const addressesOf = async (stacks: Stack[]) =>
  (await deployedAddresses(stacks, AbortSignal.timeout(10_000))).addresses;

function withState(text?: string): Stack {
  const path = join(temporaryDirectory("state"), "terraform.tfstate");
  if (text !== undefined) writeFileSync(path, text);
  return stack({ local: { path } });
}

test("what a local state has is deployed; what it only looked up is not", async () => {
  const state = {
    version: 4,
    resources: [
      { mode: "managed", type: "aws_batch_job_queue", name: "graviton_queue", instances: [] },
      { mode: "data", type: "aws_caller_identity", name: "current", instances: [] },
    ],
  };
  expect(await addressesOf([withState(JSON.stringify(state))])).toEqual(
    new Set(["geos-chem-batch: aws_batch_job_queue.graviton_queue"]),
  );
});

test("without a state nothing is deployed", async () => {
  expect(await addressesOf([withState()])).toEqual(new Set());
});

test("a state that cannot be read is an error, not an empty one", async () => {
  await expect(addressesOf([withState("{")])).rejects.toThrow(/terraform\.tfstate is not JSON/);
});
