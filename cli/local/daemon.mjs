/** The program of the background process: {@link ./daemon.ts}, from compiled modules. */
import "../compile-cache.mjs";

await import("./daemon.ts");
