import { forwardToMoto } from "../routes/forward-to-moto.ts";
import type { ServiceAdapters } from "./adapter.ts";
import { textOf } from "./text-of.ts";

/** Of a template itself: AWS has no such type among what a version of one tags (RequestLaunchTemplateData). */
const ownTags =
  /<item><resourceType>launch-template<\/resourceType>(?:<tagSet\/>|<tagSet>.*?<\/tagSet>)<\/item>/gs;

/**
 * moto 5.2.1 gives the tags of a launch template itself as tags of what the template starts too, so that Terraform would
 * find them to be removed with every plan. DescribeLaunchTemplates has them where they belong.
 */
export const launchTemplates: ServiceAdapters = {
  DescribeLaunchTemplateVersions: async (call, { moto }) => {
    const answer = await forwardToMoto(call, moto);
    return { ...answer, body: textOf(answer).replaceAll(ownTags, "") };
  },
};
