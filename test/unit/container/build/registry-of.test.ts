import { expect, test } from "vitest";
import { registryOf } from "../../../../container/build/registry-probe.ts";

test.each([
  ["debian:trixie-slim", "docker.io"],
  ["localstack/localstack:4.14.0", "docker.io"],
  ["public.ecr.aws/amazonlinux/amazonlinux:2023", "public.ecr.aws"],
  ["127.0.0.1:5000/base:1", "127.0.0.1:5000"],
  ["localhost/base:1", "localhost"],
])("the registry of %s is %s", (reference, registry) => {
  expect(registryOf(reference)).toBe(registry);
});
