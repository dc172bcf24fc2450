import { forwardToMoto } from "../routes/forward-to-moto.ts";
import type { Adapter, ServiceAdapters } from "./adapter.ts";

/** Stacks have rules of EventBridge, too, which moto keeps; whoever changes them changes what is delivered. */
const changesStacks: Adapter = async (call, { moto, events }) => {
  const answer = await forwardToMoto(call, moto);
  events.rulesChanged();
  return answer;
};

export const cloudFormationAdapters: ServiceAdapters = {
  CreateStack: changesStacks,
  DeleteStack: changesStacks,
  ExecuteChangeSet: changesStacks,
  UpdateStack: changesStacks,
};
