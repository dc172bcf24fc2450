import type { StateKind } from "../ports/state.ts";
import { LogGroup } from "./log-group.ts";
import type { MetricFilter } from "./metric-filter.ts";

interface SavedGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly logGroupClass: string;
  readonly kmsKeyId?: string | undefined;
  readonly retentionInDays?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly metricFilters: readonly MetricFilter[];
}

/** A group without its streams, which are kept by themselves. */
export const savedLogGroup: StateKind<LogGroup, SavedGroup> = {
  kind: "log-group",
  save: ({ name, createdAt, logGroupClass, kmsKeyId, retentionInDays, tags, metricFilters }) => ({
    name,
    createdAt,
    logGroupClass,
    kmsKeyId,
    retentionInDays,
    tags: Object.fromEntries(tags),
    metricFilters: [...metricFilters.values()],
  }),
  load({ name, retentionInDays, metricFilters, ...settings }) {
    const group = new LogGroup(name, settings);
    group.retentionInDays = retentionInDays;
    for (const filter of metricFilters) group.metricFilters.set(filter.filterName, filter);
    return group;
  },
};
