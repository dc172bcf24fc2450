import { digestFile } from "../../contract/digest-file.ts";
import { type Observed, unknownBecause } from "../../contract/observed.ts";

/** SHA-256 of the program that computes: what tells one build, or a stand-in, from another. Never throws. */
export async function hashExecutable(path: string): Promise<Observed<string>> {
  try {
    return { value: (await digestFile(path, ["sha256"])).sha256 };
  } catch (error) {
    return unknownBecause(`${path} cannot be read: ${(error as Error).message}`);
  }
}
