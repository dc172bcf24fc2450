import { fault, ok, warning, type Finding } from "../../finding.ts";
import type { Candidate } from "../account.ts";
import { lookedAt } from "../looked-at.ts";
import type { Kind } from "./kind.ts";
import { kinds } from "./kinds.ts";

/** Names that are taken by something else make an apply fail halfway; what the state has is the environment's own. */
export async function checkNames(candidate: Candidate): Promise<Finding[]> {
  const found = Object.entries(kinds).map(([type, kind]) =>
    lookedAt(`names of ${type}`, kind.permission, () => findingsOf(candidate, type, kind)),
  );
  return (await Promise.all(found)).flat();
}

async function findingsOf(candidate: Candidate, type: string, kind: Kind): Promise<Finding[]> {
  const what = `names of ${type}`;
  const wanted = candidate.resources.filter(
    ({ type: of, attributes }) => of === type && typeof attributes[kind.argument] === "string",
  );
  const names = new Map(
    wanted.map(({ address, attributes }) => [String(attributes[kind.argument]), address]),
  );
  if (names.size === 0) return [];
  const asked = new Set(await kind.taken(candidate, [...names.keys()]));
  const taken = [...names].filter(([name]) => asked.has(name));
  const { deployed } = candidate;
  if (taken.length > 0 && deployed === undefined)
    return [
      warning(
        what,
        `there already: ${taken.map(([name]) => name).join(", ")}; Terraform's state was not read`,
        "In order if this environment is deployed; otherwise give it another name.",
      ),
    ];
  const foreign = taken.filter(([, address]) => !deployed?.has(address)).map(([name]) => name);
  if (foreign.length > 0)
    return [
      fault(
        what,
        `taken, and not by what Terraform's state has: ${foreign.join(", ")}`,
        'Give the environment another "name", import them (terraform import), or delete them.',
      ),
    ];
  const free = names.size - taken.length;
  return [ok(what, free === names.size ? `${free} free` : `${free} free, ${taken.length} deployed already`)];
}
