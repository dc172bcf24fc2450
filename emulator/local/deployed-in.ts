import { globSync } from "node:fs";
import path from "node:path";

/**
 * The folder, in that of a local environment's state, of what Terraform deploys to it: a folder for each environment, with
 * its stacks and their state.
 */
export const deployedIn = (stateFolder: string): string => path.join(stateFolder, "deployed");

/** Terraform's states there. */
export const deployedStates = (stateFolder: string): string[] =>
  globSync(path.join(deployedIn(stateFolder), "*", "stacks", "*", "terraform.tfstate"));

/** Whether the resources of the stacks are Terraform's to make there, and not the local environment's own. */
export const isDeployedTo = (stateFolder: string): boolean => deployedStates(stateFolder).length > 0;
