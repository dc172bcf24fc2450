import { z } from "zod";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { httpGet, whyNoAnswer } from "./http-get.ts";

/** ECS task metadata version 4, container response. */
const containerMetadata = z.object({ ImageID: z.string().min(1) });

/** The content id of the image that runs: said by who started the container, or by ECS. Never throws. */
export async function observeImage(env: NodeJS.ProcessEnv): Promise<Observed<string>> {
  const given = env["GCBENCH_IMAGE"];
  if (given) return { value: given };
  const metadata = env["ECS_CONTAINER_METADATA_URI_V4"];
  if (!metadata) return unknownBecause("neither GCBENCH_IMAGE nor ECS metadata is present");
  try {
    const answer: unknown = JSON.parse(await httpGet(metadata, { timeoutMs: 1000 }));
    return { value: containerMetadata.parse(answer).ImageID };
  } catch (error) {
    return unknownBecause(`ECS metadata does not say: ${whyNoAnswer(error)}`);
  }
}
