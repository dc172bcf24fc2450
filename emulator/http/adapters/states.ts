import { named } from "../../events/name-execution.ts";
import { forwardToMoto } from "../routes/forward-to-moto.ts";
import { jsonAnswer, type ServiceAdapters } from "./adapter.ts";

/** What moto's Step Functions lacks and Terraform's provider cannot do without. */
export const statesAdapters: ServiceAdapters = {
  // Nothing is looked at: a definition with a fault is refused when the state machine is created.
  ValidateStateMachineDefinition: () => jsonAnswer({ result: "OK", diagnostics: [], truncated: false }),
  StartExecution: async (call, { moto }) => {
    const body = Buffer.from(JSON.stringify(named(JSON.parse(await call.body()) as object)));
    return forwardToMoto({ ...call, bytes: () => Promise.resolve(body) }, moto);
  },
  // moto publishes none.
  ListStateMachineVersions: () => jsonAnswer({ stateMachineVersions: [] }),
};
