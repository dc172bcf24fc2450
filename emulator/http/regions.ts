import type { LogStore } from "../logs/log-store.ts";
import type { BatchApi } from "../ports/batch-api.ts";

/** What a region has of its own. */
interface RegionalServices {
  readonly region: string;
  readonly api: BatchApi;
  readonly logs: LogStore;
}

/**
 * The services of the region that a request was signed for. As on AWS, regions share nothing. `undefined`: not signed
 * (curl), which means the region of the stack.
 */
export type Regions = (region: string | undefined) => RegionalServices;
