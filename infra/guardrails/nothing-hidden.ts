import { under } from "./deployment/attributes.ts";
import type { Guardrail } from "./guardrail.ts";

/** Resources that make others, by a text of another language than Terraform's. */
const makers = /^(aws_cloudformation_|aws_cloudcontrolapi_|awscc_|aws_servicecatalog_provisioned_product)/;

/** Nothing is deployed that the other guardrails cannot see: whatever is in it, they would pass it. */
export const nothingHidden: Guardrail = {
  name: "nothing-hidden",
  *check({ type, id, attributes }) {
    if (type === "module")
      yield { found: `the module ${id}, whose resources are not in the stack.`, allowed: "constructs." };
    if (makers.test(type))
      yield {
        found: `${type}, which makes what is not in the stack.`,
        allowed: "resources of the AWS provider.",
      };
    if (under(attributes, "provisioner").length > 0)
      yield { found: "a provisioner, which runs a program.", allowed: "resources only." };
  },
};
