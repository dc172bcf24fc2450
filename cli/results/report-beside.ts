import path from "node:path";
import { explainError } from "../../contract/errors.ts";
import { folderStore } from "../../report/read/folder-store.ts";

/**
 * The report of all results of a folder, written beside them: its path, or `null` where no run left a result. That
 * none can be written is said, and takes nothing from the runs.
 */
export async function reportBeside(
  folder: string,
  runs: readonly { readonly result: unknown }[],
): Promise<string | null> {
  if (runs.every(({ result }) => result === null)) return null;
  const output = path.join(folder, "report.html");
  try {
    // Loading what draws it takes half a second, which only who has a result needs.
    const { reportOn } = await import("./report-on.ts");
    const { files } = await reportOn([folderStore(folder)], { output, band: 5, index: true });
    return files.page;
  } catch (error) {
    console.error(`No report was written: ${explainError(error)}`);
    return null;
  }
}
