import { z } from "zod";
import { listPage, pageOf } from "./list-page.ts";
import { findGroup, type LogsOperation } from "./log-requests.ts";
import { LogsError, logsErrors } from "./logs-error.ts";
import { metricFilter } from "./metric-filter.ts";

/** Kept and shown. No metric comes of it: there is no local CloudWatch. */
export const putMetricFilter: LogsOperation = (store, input, place) => {
  const given = metricFilter.parse(input);
  const { metricFilters } = findGroup(store, given, place);
  // API reference, PutMetricFilter.
  if (metricFilters.size >= 100 && !metricFilters.has(given.filterName)) throw logsErrors.limit();
  const creationTime = metricFilters.get(given.filterName)?.creationTime ?? Date.now();
  metricFilters.set(given.filterName, { ...given, creationTime });
  return {};
};

export const deleteMetricFilter: LogsOperation = (store, input, place) => {
  const given = z.object({ logGroupName: z.string(), filterName: z.string() }).parse(input);
  if (findGroup(store, given, place).metricFilters.delete(given.filterName)) return {};
  throw new LogsError("ResourceNotFoundException", "The specified metric filter does not exist.");
};

const listing = z.object({
  ...listPage,
  logGroupName: z.string().optional(),
  filterNamePrefix: z.string().default(""),
  metricName: z.string().optional(),
  metricNamespace: z.string().optional(),
});

export const describeMetricFilters: LogsOperation = (store, input, place) => {
  const given = listing.parse(input);
  const { logGroupName, filterNamePrefix, metricName, metricNamespace } = given;
  if ((metricName === undefined) !== (metricNamespace === undefined)) {
    throw logsErrors.invalid("metricName and metricNamespace are given together or not at all.");
  }
  const groups = logGroupName === undefined ? store.groups : [findGroup(store, { logGroupName }, place)];
  const found = groups
    .flatMap(({ metricFilters }) => [...metricFilters.values()])
    .filter(
      ({ filterName: name, metricTransformations: [metric] }) =>
        name.startsWith(filterNamePrefix) &&
        (metricName === undefined ||
          (metric?.metricName === metricName && metric.metricNamespace === metricNamespace)),
    )
    .sort((a, b) => (a.filterName < b.filterName ? -1 : 1));
  const { items, nextToken } = pageOf(found, given);
  return { metricFilters: items, nextToken };
};
