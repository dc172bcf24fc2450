import { explainError } from "../../contract/errors.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import type { Result } from "../../contract/result.ts";
import type { Journal } from "../system/journal.ts";
import type { AttemptStore, ResultObject } from "./attempt-store.ts";
import { keepLocally, recoveryLine } from "./keep-result.ts";
import { storeResult } from "./store-result.ts";

/**
 * Stores the result, or keeps it: in a local directory if one can be written, and in any case as one line of the log.
 * Resolves to whether it is stored; says which in the log.
 */
export async function storeOrKeep(
  store: AttemptStore,
  result: Result,
  objects: readonly ResultObject[],
  { journal, env }: { journal: Journal; env: NodeJS.ProcessEnv },
): Promise<boolean> {
  try {
    await storeResult(store, result, objects);
    const validity = result.flags.valid ? "valid" : "invalid";
    journal.say(`result ${store.location}/${resultFiles.manifest} (${validity})`);
    return true;
  } catch (error) {
    journal.say(`the result could not be stored: ${explainError(error)}`);
  }
  try {
    journal.say(`a copy is kept in ${await keepLocally(env, result, objects)}`);
  } catch (error) {
    journal.say(`no copy is kept on this machine: ${explainError(error)}`);
  }
  journal.pass(await recoveryLine(store.location, result, objects));
  journal.say(`the line above holds the whole result; store it with: gcbench recover ${result.job.id}`);
  return false;
}
