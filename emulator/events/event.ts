import { randomUUID } from "node:crypto";

/** An event as EventBridge hands it to targets (user guide, "Events"). */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, UTC, without milliseconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export function busEvent(of: Omit<BusEvent, "version" | "id" | "time"> & { readonly time: Date }): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": of["detail-type"],
    source: of.source,
    account: of.account,
    time: of.time.toISOString().replace(/\.\d+Z$/, "Z"),
    region: of.region,
    resources: of.resources,
    detail: of.detail,
  };
}
