import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { estimate } from "../../../../report/estimate/estimate.ts";
import { publishedRuns } from "../../../../report/estimate/published-runs.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const request = {
  simulation: "fullchem",
  resolution: "4x5",
  levels: 72,
  days: 365,
  threads: null,
  instanceType: "c7g.4xlarge",
};

test("the estimate can be bundled for a browser, where it answers the same", async () => {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `
        export { estimate } from "./report/estimate/estimate.ts";
        export { publishedRuns } from "./report/estimate/published-runs.ts";`,
      resolveDir: root,
    },
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    metafile: true,
    write: false,
  });
  const external = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter((of) => of.external),
  );
  expect(external).toEqual([]);
  const file = path.join(temporaryDirectory("browser"), "estimate.mjs");
  await writeFile(file, outputFiles[0]?.contents ?? "");
  const bundle = (await import(pathToFileURL(file).href)) as {
    estimate: typeof estimate;
    publishedRuns: typeof publishedRuns;
  };
  expect(bundle.estimate(request, bundle.publishedRuns())).toEqual(estimate(request, publishedRuns()));
});
