import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RecoveryRecord } from "../contract/recovery-record.ts";

export async function writeRecovered({ objects }: RecoveryRecord, directory: string): Promise<void> {
  for (const [name, text] of Object.entries(objects)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
