import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkListLength } from "../resource/check-list-length.ts";
import { checkNamesOrPage } from "../resource/check-names-or-page.ts";
import { resourceErrors } from "../resource/errors.ts";
import { page, pageOf100 } from "../resource/page.ts";
import { definitionDetail } from "./definition-detail.ts";

/** By ARN or name:revision, or all of a name, of a status, or at all; newest first. */
export function describeJobDefinitions({
  definitions,
  tags,
}: Pick<BatchContext, "definitions" | "tags">): BatchHandler<"DescribeJobDefinitions"> {
  return (request) => {
    const { jobDefinitions: references, jobDefinitionName: name, status } = request;
    checkListLength("job definitions", references);
    checkNamesOrPage("JobDefinitions", references, request.maxResults);
    // "This parameter can't be used with other parameters" (API reference).
    if (references?.length && (name !== undefined || status !== undefined)) {
      throw resourceErrors.invalid("jobDefinitions cannot be used with jobDefinitionName or status");
    }
    const candidates = references?.length
      ? references.flatMap((reference) => definitions.exact(reference) ?? [])
      : definitions.newestFirst();
    const wanted = candidates.filter(
      (one) => (name === undefined || one.name === name) && (status === undefined || one.status === status),
    );
    const sorted = wanted.toSorted((a, b) => b.sequence - a.sequence);
    const { items, nextToken } = page(sorted, request, pageOf100, (one) => one.sequence, "falling");
    return {
      jobDefinitions: items.map((one) => definitionDetail(one, tags.of(one.arn))),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
