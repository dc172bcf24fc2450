import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Of the five WebAssembly programs that cephes brings, the one with what report/statistics calls: incbet and incbi. */
const kept = "cprob";

/**
 * Bundles cephes with one of its programs: it lists all five in one object that it goes through as it loads, so that
 * no bundler may leave one out, and the other four are 166 kB. What is computed is the same to the bit.
 */
export const cephesPart: Plugin = {
  name: "cephes-part",
  setup(build) {
    build.onLoad({ filter: /[/\\]cephes[/\\]index\.mjs$/ }, async ({ path }) => ({
      contents: withOneProgram(await readFile(path, "utf8")),
      loader: "js",
    }));
  },
};

/** Throws where the package does not list its programs as it did: then look at it anew. */
function withOneProgram(source: string): string {
  const list = /^var wasmMap = \{[^}]*\};$/m;
  if (!list.test(source)) throw new Error("cephes does not list its programs in a wasmMap any more.");
  return source.replace(list, `var wasmMap = { ${kept} };`);
}
