import { expect, test } from "vitest";
import { baseImage } from "../../../../container/build/base-image.ts";
import { localstackImage } from "../../../../container/build/localstack-image.ts";
import { toolchainImage, toolchainPackages } from "../../../../container/build/toolchain-image.ts";

test("the toolchain compiles for the other architecture, whichever the engine has", () => {
  expect(toolchainPackages("amd64")).toContain("gfortran-aarch64-linux-gnu");
  expect(toolchainPackages("arm64")).toContain("gfortran-x86-64-linux-gnu");
});

test("an image that the environment names is used as it is", () => {
  expect(baseImage("arm64", { GCBENCH_BASE_IMAGE: "site/base:1" }).given).toBe("site/base:1");
  expect(toolchainImage("amd64", {}).given).toBeUndefined();
});

test("LocalStack is the last community release, every package with its hash", () => {
  const { root, pullFrom } = localstackImage("amd64", {});
  expect(pullFrom).toMatch(/:4\.14\.0$/);
  const requirements = Object.values(root.inputs ?? {}).join("\n");
  expect(requirements).toContain("localstack-core==4.14.0");
  const packages = requirements.match(/^[\w.-]+==.*$/gm) ?? [];
  expect(packages.length).toBeGreaterThan(60);
  expect(packages.every((line) => line.endsWith("\\"))).toBe(true);
  // Made with whatever index the maker had; used with whatever index the host has.
  expect(requirements).not.toMatch(/--(?:index|extra-index|find-links)/);
});

test("what is handed in of this machine is no part of the recipe", () => {
  expect(JSON.stringify(localstackImage("amd64", {}).root)).not.toContain("CERTIFICATE");
});
