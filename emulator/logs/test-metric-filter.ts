import { z } from "zod";
import type { LogsOperation } from "./log-requests.ts";
import { filterPatternText, requestedPattern } from "./requested-pattern.ts";

const request = z.object({
  filterPattern: filterPatternText,
  logEventMessages: z.array(z.string().min(1)).min(1).max(50),
});

/** Events are counted from 1: the service was seen to, although the API reference's example begins with 0. */
export const testMetricFilter: LogsOperation = (_store, input) => {
  const given = request.parse(input);
  const { match } = requestedPattern(given.filterPattern, "metric filter pattern");
  const matches = given.logEventMessages.flatMap((eventMessage, index) => {
    const extractedValues = match(eventMessage);
    return extractedValues ? [{ eventNumber: index + 1, eventMessage, extractedValues }] : [];
  });
  return { matches };
};
