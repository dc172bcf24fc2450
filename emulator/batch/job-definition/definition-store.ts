import type { JobDefinition, RegisterJobDefinitionRequest } from "@aws-sdk/client-batch";
import { clientErrors } from "../client-errors.ts";
import { definitionReference } from "./definition-reference.ts";

/** A registered revision; `sequence` is the order of registration over all names. */
export interface RegisteredDefinition {
  readonly definition: JobDefinition;
  readonly name: string;
  readonly arn: string;
  readonly revision: number;
  readonly sequence: number;
}

export interface DefinitionStore {
  register(request: RegisterJobDefinitionRequest): RegisteredDefinition;
  deregister(reference: string): void;
  /** The revision that a job submitted now would use; a name alone means its latest ACTIVE revision. */
  active(reference: string): RegisteredDefinition;
  /** The revision that an ARN or name:revision names, whatever its status. */
  exact(reference: string): RegisteredDefinition | undefined;
  newestFirst(): RegisteredDefinition[];
}

export function createDefinitionStore(arnOf: (name: string, revision: number) => string): DefinitionStore {
  const byName = new Map<string, RegisteredDefinition[]>();
  const all: RegisteredDefinition[] = [];
  const isActive = ({ definition }: RegisteredDefinition) => definition.status === "ACTIVE";

  function exact(reference: string): RegisteredDefinition | undefined {
    const { name, revision } = definitionReference(reference);
    return revision === undefined ? undefined : byName.get(name)?.[revision - 1];
  }

  return {
    register(request) {
      const name = request.jobDefinitionName ?? "";
      const revisions = byName.get(name) ?? [];
      byName.set(name, revisions);
      const revision = revisions.length + 1;
      const arn = arnOf(name, revision);
      const definition: JobDefinition = {
        ...request,
        jobDefinitionName: name,
        jobDefinitionArn: arn,
        revision,
        status: "ACTIVE",
        type: request.type,
        parameters: request.parameters ?? {},
        containerOrchestrationType: "ECS",
      };
      const registered = { definition, name, arn, revision, sequence: all.length + 1 };
      revisions.push(registered);
      all.push(registered);
      return registered;
    },
    deregister(reference) {
      const found = exact(reference);
      if (!found) throw clientErrors.definitionNotFound(reference);
      found.definition.status = "INACTIVE";
    },
    active(reference) {
      const { name, revision } = definitionReference(reference);
      const revisions = byName.get(name) ?? [];
      const found = revision === undefined ? revisions.findLast(isActive) : revisions[revision - 1];
      if (found && isActive(found)) return found;
      throw !found && reference.startsWith("arn:")
        ? clientErrors.definitionNotFound(reference)
        : clientErrors.definitionNotActive(reference);
    },
    exact,
    newestFirst: () => all.toReversed(),
  };
}
