import { statSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { deployedIn, deployedStates } from "../../emulator/local/deployed-in.ts";
import { keptStateFolder } from "../local/kept-state.ts";

/** Where what is deployed to the local environment is kept, by the name of the environment's file: with its state. */
export const deployedFolder = (environment: string): string =>
  path.join(deployedIn(keptStateFolder()), environment);

/** The environments that are deployed, or were half-way; the one that was changed last comes first. */
export function deployedEnvironments(): string[] {
  const states = deployedStates(keptStateFolder())
    .map((file) => ({ file, changed: statSync(file).mtimeMs }))
    .toSorted((a, b) => b.changed - a.changed);
  // "<environment>/stacks/<stack>/terraform.tfstate"
  return [...new Set(states.map(({ file }) => file.split(path.sep).at(-4) ?? ""))];
}

export async function forgetDeployed(environment: string): Promise<void> {
  await rm(deployedFolder(environment), { recursive: true, force: true });
}
