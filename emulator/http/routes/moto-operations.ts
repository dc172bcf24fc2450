import generated from "./moto-operations.json" with { type: "json" };

/** An operation of a service that moto has; `http` for a service whose requests name no operation (REST). */
interface MotoOperation {
  readonly name: string;
  readonly http?: RestBinding;
}

interface RestBinding {
  readonly method: string;
  readonly path: RegExp;
  /** What tells it from another of the same path: "WithTags", "Operation=Tag". */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** The release that the list was made of (scripts/write-moto-operations.py). */
export const motoVersion: string = generated.moto;

/** The operations of AWS Batch that moto has: nothing here is answered with them (docs/conformance.md). */
export const motoBatchOperations: readonly string[] = generated.batch;

/** Which operations moto has, by the name that requests for the service are signed for. */
export const motoServices: ReadonlyMap<string, ReadonlyMap<string, MotoOperation>> = new Map(
  Object.entries(generated.services).map(([service, lines]) => [
    service,
    new Map(lines.map(readLine).map((operation) => [operation.name, operation])),
  ]),
);

/** The operation of a REST service that a request is for. */
export function restOperation(
  service: string,
  {
    method,
    path,
    query,
  }: { readonly method: string; readonly path: string; readonly query: URLSearchParams },
): string | undefined {
  const candidates = [...(motoServices.get(service)?.values() ?? [])].filter(
    ({ http }) =>
      http?.method === method &&
      http.path.test(path) &&
      http.query.every(([name, value]) => query.get(name) === value),
  );
  // The one that asks for most of the query.
  return candidates.sort((a, b) => (b.http?.query.length ?? 0) - (a.http?.query.length ?? 0))[0]?.name;
}

/** "CreateSchedule POST /schedules/{Name}", or the name alone. */
function readLine(line: string): MotoOperation {
  const [name = "", method, uri] = line.split(" ");
  if (method === undefined || uri === undefined) return { name };
  const [template = "", query = ""] = uri.split("?");
  // Nothing in these paths means anything to a regular expression.
  const path = new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}/?$`);
  return { name, http: { method, path, query: [...new URLSearchParams(query)] } };
}
