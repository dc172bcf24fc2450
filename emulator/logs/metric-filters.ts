import { z } from "zod";
import { parseFilterPattern } from "./filter-pattern/parse-filter-pattern.ts";
import { listPage, pageOf } from "./list-page.ts";
import { findGroup, type LogsOperation } from "./log-requests.ts";
import { LogsError, logsErrors } from "./logs-error.ts";
import { metricFilter, type MetricFilter } from "./metric-filter.ts";
import { requestedPattern } from "./requested-pattern.ts";

/** Kept and shown. No metric comes of it: there is no local CloudWatch. */
export const putMetricFilter: LogsOperation = (store, input, place) => {
  const given = metricFilter.parse(input);
  const { metricFilters } = findGroup(store, given, place);
  const pattern = requestedPattern(given.filterPattern, "metric filter pattern");
  if (pattern.kind === "terms" && given.metricTransformations.some(({ dimensions }) => dimensions)) {
    throw logsErrors.invalid("The specified filter pattern does not support dimensions");
  }
  // API reference, PutMetricFilter.
  if (metricFilters.size >= 100 && !metricFilters.has(given.filterName)) throw logsErrors.limit();
  // User guide, "Quotas" of regular expressions; the service was seen to count filters, not expressions.
  const others = [...metricFilters.values()].filter(
    (other) => other.filterName !== given.filterName && hasRegularExpression(other),
  );
  if (pattern.regularExpressions > 0 && others.length >= 5) throw logsErrors.limit();
  const creationTime = metricFilters.get(given.filterName)?.creationTime ?? Date.now();
  metricFilters.set(given.filterName, { ...given, creationTime });
  return {};
};

/** One that was kept before patterns were checked may have a pattern that is not valid. */
function hasRegularExpression({ filterPattern }: MetricFilter): boolean {
  try {
    return parseFilterPattern(filterPattern).regularExpressions > 0;
  } catch {
    return false;
  }
}

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
    throw logsErrors.invalid(
      "Describe Metric Filters request must contain both MetricName and MetricNamespace",
    );
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
