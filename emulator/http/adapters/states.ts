import { jsonAnswer, type ServiceAdapters } from "./adapter.ts";

/** What moto's Step Functions lacks and Terraform's provider cannot do without. */
export const statesAdapters: ServiceAdapters = {
  // Nothing is looked at: a definition with a fault is refused when the state machine is created.
  ValidateStateMachineDefinition: () => jsonAnswer({ result: "OK", diagnostics: [], truncated: false }),
  // moto publishes none.
  ListStateMachineVersions: () => jsonAnswer({ stateMachineVersions: [] }),
};
