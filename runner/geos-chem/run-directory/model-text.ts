import { readFile } from "node:fs/promises";

/**
 * A configuration file of the model, with Unix line ends: Windows ones, which the model's own reading takes as well, would
 * else be part of values. Throws what `readFile` throws.
 */
export async function readModelText(path: string): Promise<string> {
  return (await readFile(path, "utf8")).replaceAll("\r\n", "\n");
}
