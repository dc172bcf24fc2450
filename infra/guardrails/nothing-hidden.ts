import { under } from "./deployment/attributes.ts";
import type { Guardrail } from "./guardrail.ts";
import { isKnownType } from "./known-types.ts";

/** Resources that make others, by a text of another language than Terraform's. */
const makers =
  /^(aws_cloudformation_|aws_cloudcontrolapi_|awscc_|aws_servicecatalog_provisioned_product|aws_serverlessapplicationrepository_)/;

/** Data sources that do more than look: they run a program, or a function with rights of its own. */
const acting = new Set(["external", "aws_lambda_invocation"]);

/** Nothing is deployed that the other guardrails cannot see: whatever is in it, they would pass it. */
export const nothingHidden: Guardrail = {
  name: "nothing-hidden",
  *check({ type, id, attributes }) {
    if (type === "module")
      yield { found: `the module ${id}, whose resources are not in the stack.`, allowed: "constructs." };
    else if (makers.test(type))
      yield {
        found: `${type}, which makes what is not in the stack.`,
        allowed: "resources of the AWS provider.",
      };
    else if (!isKnownType(type))
      yield {
        found: `${type}, of which no guardrail knows whether it stores, serves or grants anything.`,
        allowed: "types of infra/guardrails/known-types.ts; add one there with the rules that it needs.",
      };
    if (under(attributes, "provisioner").length > 0)
      yield { found: "a provisioner, which runs a program.", allowed: "resources only." };
  },
  *checkDataSource({ type }) {
    if (acting.has(type))
      yield { found: `the data source ${type}, which runs a program.`, allowed: "data sources that look." };
  },
};
