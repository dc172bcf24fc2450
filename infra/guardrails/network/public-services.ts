import { blocks, isFalse, isTrue, strings, type Attributes } from "../deployment/attributes.ts";
import type { Element } from "../deployment/deployment.ts";
import type { Fault } from "../guardrail.ts";

type Test = (attributes: Attributes) => boolean;

const facesInternet: Test = ({ internal }) => !isTrue(internal);

/** What serves the Internet unless it is told not to: resource type → what is allowed, and whether it does. */
const services: Readonly<Record<string, readonly [allowed: string, serves: Test]>> = {
  aws_lb: ["internal true.", facesInternet],
  aws_alb: ["internal true.", facesInternet],
  aws_elb: ["internal true.", facesInternet],
  aws_lambda_function_url: [
    "authorization_type AWS_IAM.",
    ({ authorization_type }) => authorization_type !== "AWS_IAM",
  ],
  aws_api_gateway_rest_api: [
    "an endpoint of type PRIVATE.",
    ({ endpoint_configuration }) =>
      !blocks(endpoint_configuration).some(({ types }) => strings(types).join() === "PRIVATE"),
  ],
  aws_apigatewayv2_api: ["an endpoint of type PRIVATE, which it does not know.", () => true],
  aws_apprunner_service: [
    "is_publicly_accessible false.",
    ({ network_configuration }) =>
      !blocks(network_configuration)
        .flatMap(({ ingress_configuration }) => blocks(ingress_configuration))
        .some(({ is_publicly_accessible }) => String(is_publicly_accessible) === "false"),
  ],
  aws_eks_cluster: [
    "endpoint_public_access false.",
    ({ vpc_config }) =>
      !blocks(vpc_config).some(({ endpoint_public_access }) => String(endpoint_public_access) === "false"),
  ],
  aws_globalaccelerator_accelerator: ["nothing that serves the Internet.", () => true],
  aws_lightsail_instance: ["nothing that serves the Internet.", () => true],
  // The provider's default is true up to version 5.
  aws_redshift_cluster: [
    "publicly_accessible false.",
    ({ publicly_accessible }) => !isFalse(publicly_accessible),
  ],
  aws_transfer_server: ["endpoint_type VPC.", ({ endpoint_type }) => endpoint_type !== "VPC"],
};

/** Types that are known to serve, and of which it can be told whom. */
export const servingTypes: ReadonlySet<string> = new Set(Object.keys(services));

export function* publicServiceFaults({ type, attributes }: Element): Iterable<Fault> {
  const service = services[type];
  if (service?.[1](attributes)) yield { found: `${type} that serves the Internet.`, allowed: service[0] };
}
