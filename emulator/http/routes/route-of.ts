import { adapters } from "../adapters/adapters.ts";
import type { Adapter } from "../adapters/adapter.ts";
import { motoServices } from "./moto-operations.ts";

/** Who answers an operation of a service that is neither Batch nor Logs nor LocalStack's. */
export type CloudRoute =
  | { readonly to: "adapter"; readonly adapter: Adapter }
  | { readonly to: "moto" }
  | { readonly to: "refused" };

/** The one table: an adapter of ours first, then what moto has; the rest is refused. */
export function routeOf(service: string, operation: string | undefined): CloudRoute {
  if (operation === undefined) return { to: "refused" };
  const adapter = adapters[service]?.[operation];
  if (adapter) return { to: "adapter", adapter };
  return motoServices.get(service)?.has(operation) === true ? { to: "moto" } : { to: "refused" };
}
