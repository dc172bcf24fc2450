import { expect, test } from "vitest";
import { findOperation } from "../../../../emulator/model/operations.ts";

const arn = "arn:aws:batch:us-east-1:000000000000:job-definition/a:1";

test.each([
  ["GET", "ListTagsForResource"],
  ["POST", "TagResource"],
  ["DELETE", "UntagResource"],
])("%s /v1/tags/{arn} is %s; the ARN may be encoded or not", (method, name) => {
  for (const path of [
    `/v1/tags/${encodeURIComponent(arn)}`,
    `/v1/tags/${arn}`,
    `/v1/tags/${encodeURI(arn)}`,
  ]) {
    const found = findOperation(method, path);
    expect([found?.operation.name, found?.label]).toEqual([name, arn]);
  }
});

test.each(["/v1/tags/", "/v1/tags", "/v1/tags/%E0%A4%A", "/v1/SubmitJob"])("%s is no operation", (path) => {
  expect(findOperation("GET", path)).toBeUndefined();
});
