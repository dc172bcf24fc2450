import { expect, test } from "vitest";
import { isProjectImage } from "../../../../emulator/local/is-project-image.ts";

const account = "000000000000";

test.each([
  ["by its tag", `${account}.dkr.ecr.us-east-1.amazonaws.com/geos-chem:0.1.0`, true],
  [
    "of another environment and region, by digest",
    `${account}.dkr.ecr.cn-north-1.amazonaws.com.cn/staging-geos-chem@sha256:0`,
    true,
  ],
  ["of another repository", `${account}.dkr.ecr.us-east-1.amazonaws.com/my-geos-chem-tools:1`, false],
  ["of another account", "111122223333.dkr.ecr.us-east-1.amazonaws.com/geos-chem:0.1.0", false],
  ["of another registry", "ghcr.io/geos-chem:0.1.0", false],
])("an image %s", (_, image, isOurs) => {
  expect(isProjectImage(account, image)).toBe(isOurs);
});
