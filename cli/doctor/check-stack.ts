import { readLocalState } from "../local/state-file.ts";
import { synthesiseStack } from "../local/synthesise-stack.ts";
import { readStack } from "../../emulator/stack/read-stack.ts";
import { explainError } from "../../contract/errors.ts";
import { fault, ok, type Finding } from "./finding.ts";

/** The infrastructure code synthesises, passes its guardrails, and the emulator understands it. */
export async function checkStack(): Promise<Finding> {
  try {
    const model = readStack(await synthesiseStack());
    const queues = model.jobQueues.map(({ jobQueueName }) => jobQueueName).join(", ");
    return ok("infrastructure", `synthesised; queues ${queues}`);
  } catch (error) {
    return fault(
      "infrastructure",
      explainError(error),
      "Correct infra/ or its configuration; npx cdktf synth shows the same.",
    );
  }
}

export async function checkLocal(): Promise<Finding> {
  const state = await readLocalState();
  return ok(
    "local environment",
    state ? `up at ${state.endpoint} (process ${state.pid})` : "not up (gcbench local up starts it)",
  );
}
