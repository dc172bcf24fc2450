import { expect, test } from "vitest";
import { readImageOptions } from "../../../../../emulator/library/image/image-options.ts";

test("with no variables, or empty ones, everything has its default", () => {
  const defaults = {
    jobs: undefined,
    accountId: "000000000000",
    region: "us-east-1",
    network: undefined,
    jobEnvironment: {},
    s3Endpoint: undefined,
  };
  expect(readImageOptions({})).toEqual(defaults);
  expect(readImageOptions({ LOCAL_BATCH_JOBS: "", LOCAL_BATCH_REGION: "" })).toEqual(defaults);
});

test("variables say what is asked for", () => {
  expect(
    readImageOptions({
      LOCAL_BATCH_JOBS: "docker",
      LOCAL_BATCH_ACCOUNT_ID: "123456789012",
      LOCAL_BATCH_REGION: "eu-west-1",
      LOCAL_BATCH_NETWORK: "tests",
      LOCAL_BATCH_JOB_ENVIRONMENT: '{"A":"b=c"}',
      LOCAL_BATCH_S3_ENDPOINT: "http://minio:9000",
    }),
  ).toEqual({
    jobs: "docker",
    accountId: "123456789012",
    region: "eu-west-1",
    network: "tests",
    jobEnvironment: { A: "b=c" },
    s3Endpoint: "http://minio:9000",
  });
});

test.each([
  ["LOCAL_BATCH_JOBS", "podman", '"docker" or "simulated"'],
  ["LOCAL_BATCH_ACCOUNT_ID", "12", "12 digits"],
  ["LOCAL_BATCH_REGION", "Ireland!", "a region such as us-east-1"],
  ["LOCAL_BATCH_JOB_ENVIRONMENT", '{"A":1}', "a JSON object of strings"],
  ["LOCAL_BATCH_JOB_ENVIRONMENT", "A=b", "a JSON object of strings"],
  ["LOCAL_BATCH_S3_ENDPOINT", "minio:9000", "a URL such as http://minio:9000"],
])("%s=%s is refused with what is allowed", (name, value, allowed) => {
  expect(() => readImageOptions({ [name]: value })).toThrow(
    expect.objectContaining({
      code: "bad-option",
      message: expect.stringContaining(`${name} is ${JSON.stringify(value)}; allowed: ${allowed}`) as string,
      hint: expect.stringContaining(name) as string,
    }),
  );
});
