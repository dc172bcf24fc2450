import { z } from "zod";
import { requiredParametersTag } from "../constructs/job-definition.ts";
import { strings } from "./deployment/attributes.ts";
import type { Guardrail } from "./guardrail.ts";
import { jobPlaces } from "./jobs/job-containers.ts";

const allowed = `each Ref:: a whole word of the command, with a default in \`parameters\` or named in the tag ${requiredParametersTag}.`;

/**
 * Every parameter of a command has a default or is declared as the submitter's to give. Batch refuses a submission that
 * leaves one open ("Unable to substitute value"), but only then, and leaves `Ref::` inside a longer word as it is.
 */
export const commandParameters: Guardrail = {
  name: "command-parameters",
  *check(resource) {
    if (resource.type !== "aws_batch_job_definition") return;
    const containers = (jobPlaces(resource) ?? []).flatMap((place) => place.containers);
    const command = containers.flatMap((container) => strings(container["command"]));
    const { parameters, tags } = z
      .looseObject({
        parameters: z.record(z.string(), z.unknown()).nullish(),
        tags: z.record(z.string(), z.string().catch("")).nullish(),
      })
      .catch({})
      .parse(resource.attributes);
    const defaulted = Object.keys(parameters ?? {});
    const required = (tags?.[requiredParametersTag] ?? "").split(" ").filter(Boolean);
    const referred = command
      .filter((word) => word.startsWith("Ref::"))
      .map((word) => word.slice("Ref::".length));

    for (const name of referred.filter((given) => !defaulted.includes(given) && !required.includes(given)))
      yield { found: `Ref::${name} is neither defaulted nor declared as required.`, allowed };
    for (const name of [...defaulted, ...required].filter((given) => !referred.includes(given)))
      yield { found: `parameter ${name} is in no word of the command.`, allowed };
    for (const word of command.filter((given) => given.indexOf("Ref::") > 0))
      yield { found: `"${word}" has Ref:: within the word, which Batch may not replace.`, allowed };
  },
};
