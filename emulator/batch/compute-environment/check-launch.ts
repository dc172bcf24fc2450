import type { ComputeResource } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkTags } from "../tag/check-tags.ts";

const forSpotOnly = new Set(["SPOT_CAPACITY_OPTIMIZED", "SPOT_PRICE_CAPACITY_OPTIMIZED"]);

/**
 * What the API reference says of members that only a real launch would use (ComputeResource, Ec2Configuration,
 * LaunchTemplateSpecification): refused here as there, on creation and on update.
 */
export function checkLaunch(given: Validated<ComputeResource>): void {
  const { type, allocationStrategy = "BEST_FIT", launchTemplate, securityGroupIds } = given;
  if (type !== "SPOT" && forSpotOnly.has(allocationStrategy)) {
    throw resourceErrors.invalid(`${allocationStrategy} is only for compute resources of type SPOT`);
  }
  // "If you're using Spot Fleets with BEST_FIT, the Spot Fleet IAM Role must be specified."
  if (type === "SPOT" && allocationStrategy === "BEST_FIT" && !given.spotIamFleetRole) {
    throw resourceErrors.required("spotIamFleetRole");
  }
  if (!securityGroupIds?.length && !launchTemplate) throw resourceErrors.required("securityGroupIds");
  for (const template of launchTemplate ? [launchTemplate, ...(launchTemplate.overrides ?? [])] : []) {
    if (!template.launchTemplateId === !template.launchTemplateName) {
      throw resourceErrors.invalid("launchTemplate takes either launchTemplateId or launchTemplateName");
    }
  }
  if ((given.ec2Configuration?.length ?? 0) > 2) {
    throw resourceErrors.invalid("ec2Configuration can have one or two values");
  }
  // Only Spot Instances have a price to bid for; on others it means nothing, and nothing is said of it.
  if (type === "SPOT") checkRange("bidPercentage", given.bidPercentage, 0, 100);
  // 0 takes the delay away.
  if (given.scalingPolicy?.minScaleDownDelayMinutes !== 0) {
    checkRange("minScaleDownDelayMinutes", given.scalingPolicy?.minScaleDownDelayMinutes, 20, 10_080);
  }
  checkTags(given.tags);
}
