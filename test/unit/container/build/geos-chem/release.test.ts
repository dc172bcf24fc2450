import { expect, test } from "vitest";
import { GeosBenchError } from "../../../../../contract/errors.ts";
import type { RunCommand } from "../../../../../host/run-command.ts";
import { defaultTag, findRelease } from "../../../../../container/build/geos-chem/release.ts";

const [first, second] = ["a".repeat(40), "b".repeat(40)];
const listing: RunCommand = async () =>
  [
    `${first}\trefs/tags/14.6.3`,
    `${first}\trefs/tags/14.7.0`,
    `${second}\trefs/tags/14.7.0^{}`,
    `${first}\trefs/tags/14.10.0`,
  ].join("\n");
const asked = { repository: "https://example.org/GCClassic", architecture: "arm64" } as const;

test("a release is the commit that its tag leads to", async () => {
  expect(await findRelease({ ...asked, tag: "14.7.0" }, undefined, listing)).toMatchObject({
    commit: second,
  });
  expect(await findRelease({ ...asked, tag: "14.6.3" }, undefined, listing)).toMatchObject({ commit: first });
});

test("an unknown release is told with the newest ones, in the order of their numbers", async () => {
  await expect(findRelease({ ...asked, tag: "14.9.9" }, undefined, listing)).rejects.toThrow(
    /no release "14\.9\.9".*14\.6\.3, 14\.7\.0, 14\.10\.0/,
  );
});

test("a repository that does not answer is one message with another way", async () => {
  const failing: RunCommand = async () => {
    throw new GeosBenchError("no route", { code: "command-failed" });
  };
  await expect(findRelease({ ...asked, tag: defaultTag }, undefined, failing)).rejects.toMatchObject({
    code: "model-source-unreachable",
    hint: expect.stringContaining("--executable") as string,
  });
});

test.each([
  ["14.6.2", "arm64", false],
  ["14.6.3", "arm64", true],
  ["15.0.0", "arm64", true],
  ["13.10.9", "arm64", false],
  ["14.6.2", "amd64", true],
  ["main", "amd64", false],
] as const)("%s for %s is asked for: %s", async (tag, architecture, isAsked) => {
  let wasAsked = false;
  const run: RunCommand = async () => {
    wasAsked = true;
    return `${first}\trefs/tags/${tag}`;
  };
  await findRelease({ ...asked, tag, architecture }, undefined, run).catch(() => {});
  expect(wasAsked).toBe(isAsked);
});
