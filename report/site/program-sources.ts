import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The texts of the modules that make pages: where one of them differs, pages would. */
export function programSources(): string[] {
  const report = path.dirname(import.meta.dirname);
  return readdirSync(report, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => readFileSync(file, "utf8"));
}
