import { expect, test } from "vitest";
import { chooseBuilder } from "../../../../container/build/choose-builder.ts";

const old = { builderVersion: "1", containerdImageStore: false } as const;
const modern = { builderVersion: "2", containerdImageStore: false } as const;
const containerd = { builderVersion: "2", containerdImageStore: true } as const;
const without = async (): Promise<boolean> => false;

test("buildx where the docker command has it", async () => {
  expect(await chooseBuilder(old, undefined, async () => true)).toBe("buildx");
});

test("else what the engine is best at through its API", async () => {
  expect(await chooseBuilder(modern, undefined, without)).toBe("buildkit");
  expect(await chooseBuilder(old, undefined, without)).toBe("classic");
  expect(await chooseBuilder(containerd, undefined, without)).toBe("classic");
});

test("the override counts, and a wrong one is named with what is allowed", async () => {
  expect(await chooseBuilder(old, "buildkit", without)).toBe("buildkit");
  await expect(chooseBuilder(old, "kaniko", without)).rejects.toThrow(
    'GCBENCH_BUILDER is "kaniko"; allowed: buildx, buildkit, classic.',
  );
});
