import { dataFile } from "../site-layout.ts";
import type { SiteTarget } from "../target/site-target.ts";

/** Writes a file of data, which is named by its content; returns its path. */
export async function writeData(
  target: SiteTarget,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const file = dataFile(name, bytes);
  await target.write(file, bytes);
  return file;
}
