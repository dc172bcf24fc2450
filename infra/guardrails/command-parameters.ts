import { z } from "zod";
import { requiredParametersTag } from "../constructs/job-definition.ts";
import { elementOf, strings } from "./element.ts";
import type { Guardrail } from "./guardrail.ts";

const allowed = `each Ref:: a whole word of the command, with a default in \`parameters\` or named in the tag ${requiredParametersTag}.`;

const containerProperties = z.looseObject({ command: z.array(z.string()).default([]) });

/**
 * Every parameter of a command has a default or is declared as the submitter's to give. Batch refuses a submission that
 * leaves one open ("Unable to substitute value"), but only then, and leaves `Ref::` inside a longer word as it is.
 */
export const commandParameters: Guardrail = {
  name: "command-parameters",
  *check(node) {
    const element = elementOf(node);
    if (element?.type !== "aws_batch_job_definition") return;
    const [text = "{}"] = strings(element.attributes["container_properties"]);
    const { command } = containerProperties.parse(JSON.parse(text));
    const { parameters, tags } = z
      .looseObject({
        parameters: z.record(z.string(), z.unknown()).default({}),
        tags: z.record(z.string(), z.string()).default({}),
      })
      .parse(element.attributes);
    const required = (tags[requiredParametersTag] ?? "").split(" ").filter(Boolean);
    const referred = command
      .filter((word) => word.startsWith("Ref::"))
      .map((word) => word.slice("Ref::".length));

    for (const name of referred.filter((given) => !(given in parameters) && !required.includes(given)))
      yield { found: `Ref::${name} is neither defaulted nor declared as required.`, allowed };
    for (const name of [...Object.keys(parameters), ...required].filter((given) => !referred.includes(given)))
      yield { found: `parameter ${name} is in no word of the command.`, allowed };
    for (const word of command.filter((given) => given.indexOf("Ref::") > 0))
      yield { found: `"${word}" has Ref:: within the word, which Batch may not replace.`, allowed };
  },
};
