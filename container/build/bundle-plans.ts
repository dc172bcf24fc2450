import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { bundleRunner } from "./bundle-runner.ts";

const entry = "client/plan/image-program.ts";

/** Reads files of the checkout and bundles scripts for browsers: nothing that the image's program could do. */
const madeHere = "report/site/site-texts.ts";

/** What plans and closes suites, with all it imports, as one file of JavaScript: what it shows others, it has with it. */
export const bundlePlans = (repositoryRoot: string): Promise<Uint8Array> =>
  bundleRunner(repositoryRoot, entry, [answered(path.resolve(repositoryRoot, madeHere))]);

/** Calls every export of a module now, and has the answers in its place. */
function answered(file: string): Plugin {
  const isIt = new RegExp(`${path.basename(file).replaceAll(".", "\\.")}$`);
  return {
    name: "answered",
    setup(build) {
      build.onLoad({ filter: isIt }, async (args) => {
        if (args.path !== file) return null;
        const module = (await import(pathToFileURL(file).href)) as Record<string, () => unknown>;
        const answers = await Promise.all(
          // By name: loaders differ in the order of exports, and the image's hash is of these bytes.
          Object.entries(module)
            .toSorted(([one], [other]) => (one < other ? -1 : 1))
            .map(async ([name, of]) => `export const ${name} = () => (${JSON.stringify(await of())});`),
        );
        return { contents: answers.join("\n"), loader: "js" };
      });
    },
  };
}
