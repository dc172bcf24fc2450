import path from "node:path";
import { build } from "esbuild";
import { cephesPart } from "./cephes-part.ts";

const browser = path.join(import.meta.dirname, "browser");

/**
 * One of the site's programs as a classic script: pages opened from a folder may not load modules. What it awaits
 * while it loads (the statistics are compiled first) needs a function around it.
 */
export function bundleScript(entry: string): Promise<string> {
  const making = made.get(entry) ?? bundle(entry);
  made.set(entry, making);
  return making;
}

/** They take a second and are the same for every site that a process makes. */
const made = new Map<string, Promise<string>>();

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(browser, entry)],
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "silent",
    plugins: [cephesPart],
    // The browser has a document of its own.
    alias: { "linkedom/worker": path.join(browser, "linkedom.js") },
  });
  return `(async()=>{${outputFiles[0]?.text ?? ""}})();\n`;
}
