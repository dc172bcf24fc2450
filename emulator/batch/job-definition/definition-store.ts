import type { OperationInput } from "../../model/operation-types.ts";
import type { State } from "../../ports/state.ts";
import type { Defined } from "./check-definition.ts";
import { definitionReference } from "./definition-reference.ts";
import { definitionErrors } from "./errors.ts";

/** A revision of a job definition. */
export interface JobDefinition {
  readonly name: string;
  readonly arn: string;
  readonly revision: number;
  /** Order of registration over all names. */
  readonly sequence: number;
  readonly defined: Defined;
  /** What was registered; jobs take defaults from it. */
  readonly request: OperationInput<"RegisterJobDefinition">;
  status: "ACTIVE" | "INACTIVE";
}

export interface DefinitionStore {
  register(request: OperationInput<"RegisterJobDefinition">, defined: Defined): JobDefinition;
  deregister(reference: string): void;
  /** The revision that a job submitted now would use; a name alone means its latest ACTIVE revision. */
  active(reference: string): JobDefinition;
  /** The latest ACTIVE revision of that name, where there is one. */
  latest(name: string): JobDefinition | undefined;
  /** The revision that an ARN or name:revision names, whatever its status. */
  exact(reference: string): JobDefinition | undefined;
  newestFirst(): JobDefinition[];
}

/** The revisions that `state` has, and those that are registered after them. */
export function createDefinitionStore(
  state: State,
  arnOf: (name: string, revision: number) => string,
): DefinitionStore {
  const byName = new Map<string, JobDefinition[]>();
  const all: JobDefinition[] = [];
  const records = state.records("job-definition");
  const isActive = ({ status }: JobDefinition) => status === "ACTIVE";

  /** An ARN of another region or account names nothing here. */
  const isOurs = (reference: string, { arn, revision }: JobDefinition) =>
    !reference.startsWith("arn:") || [arn, arn.slice(0, -`:${revision}`.length)].includes(reference);

  function exact(reference: string): JobDefinition | undefined {
    const { name, revision } = definitionReference(reference);
    const found = revision === undefined ? undefined : byName.get(name)?.[revision - 1];
    return found && isOurs(reference, found) ? found : undefined;
  }

  function know(definition: JobDefinition): void {
    const revisions = byName.get(definition.name) ?? [];
    byName.set(definition.name, revisions);
    revisions.push(definition);
    all.push(definition);
  }

  const keep = (definition: JobDefinition): void => records.put(definition.arn, () => definition);

  for (const { value } of records.all()) know(value as JobDefinition);

  return {
    register(request, defined) {
      const name = request.jobDefinitionName;
      const revision = (byName.get(name)?.length ?? 0) + 1;
      const arn = arnOf(name, revision);
      const sequence = all.length + 1;
      const definition: JobDefinition = {
        name,
        arn,
        revision,
        sequence,
        defined,
        request,
        status: "ACTIVE",
      };
      know(definition);
      keep(definition);
      return definition;
    },
    deregister(reference) {
      const found = exact(reference);
      if (!found) throw definitionErrors.notFound(reference);
      found.status = "INACTIVE";
      keep(found);
    },
    active(reference) {
      const { name, revision } = definitionReference(reference);
      const revisions = byName.get(name) ?? [];
      const meant = revision === undefined ? revisions.findLast(isActive) : revisions[revision - 1];
      const found = meant && isOurs(reference, meant) ? meant : undefined;
      if (found && isActive(found)) return found;
      throw !found && reference.startsWith("arn:")
        ? definitionErrors.notFound(reference)
        : definitionErrors.notActive(reference);
    },
    latest: (name) => byName.get(name)?.findLast(isActive),
    exact,
    newestFirst: () => all.toReversed(),
  };
}
