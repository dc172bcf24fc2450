/**
 * Imported first of all by what starts a process of this project, before anything that is TypeScript: what is imported
 * from here on is compiled once, not at each start, which is most of the time that a short command takes. Plain
 * JavaScript, as what strips types is WebAssembly, and takes a tenth of a second to load.
 */
import { enableCompileCache } from "node:module";
import path from "node:path";

enableCompileCache(path.join(import.meta.dirname, "../node_modules/.cache/compile"));
