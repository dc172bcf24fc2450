import { expect, test } from "vitest";
import { parseOutputs } from "../../../infra/outputs.ts";

/** As `terraform output -json` prints them. */
const printed = (values: object) =>
  JSON.stringify(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { sensitive: false, value }])),
  );

test("outputs of a stack are read by name, references between stacks left out", () => {
  const outputs = parseOutputs(
    "operations",
    printed({ topic_arn: "arn:t", dashboard: "d", "cross-stack-output-x": "y" }),
  );
  expect(outputs).toEqual({ topic_arn: "arn:t", dashboard: "d" });
});

test("fleets have what a submission needs", () => {
  const fleet = {
    compute_environment: "geos-chem-graviton",
    job_queue: "geos-chem-graviton-queue",
    job_definition: "geos-chem-graviton-benchmark",
    instance_type: "c7g.4xlarge",
    architecture: "arm64",
    vcpus: 15,
    memory_mib: 30_720,
  };
  const batch = { region: "us-east-1", output_path: "s3://bucket/results", fleets: { graviton: fleet } };
  expect(parseOutputs("batch", printed(batch))).toEqual(batch);
});

test("a stack that was not deployed is an error that names what is missing", () => {
  expect(() => parseOutputs("foundation", "{}")).toThrow(/results_bucket/);
});
