import { blocks, elementOf, strings, type Element } from "./element.ts";
import type { Guardrail } from "./guardrail.ts";

const everywhere = new Set(["0.0.0.0/0", "::/0"]);

/**
 * Nothing can be reached from the Internet: no open ingress rule, no subnet or template that hands out public
 * addresses.
 */
export const noPublicIngress: Guardrail = {
  name: "no-public-ingress",
  *check(node) {
    const element = elementOf(node);
    if (!element) return;
    for (const range of ingressRanges(element).filter((given) => everywhere.has(given)))
      yield { found: `ingress from ${range}.`, allowed: "ingress from security groups or private ranges." };
    if (element.attributes["map_public_ip_on_launch"] === true)
      yield {
        found: "a subnet that gives instances public addresses.",
        allowed: "map_public_ip_on_launch false.",
      };
    if (element.type === "aws_launch_template") {
      const interfaces = blocks(element.attributes["network_interfaces"]);
      if (
        interfaces.some(({ associate_public_ip_address }) => String(associate_public_ip_address) === "true")
      )
        yield {
          found: "a template that gives instances public addresses.",
          allowed: "private addresses only.",
        };
    }
  },
};

function ingressRanges({ type, attributes }: Element): string[] {
  if (type === "aws_vpc_security_group_ingress_rule")
    return [...strings(attributes["cidr_ipv4"]), ...strings(attributes["cidr_ipv6"])];
  const rules =
    type === "aws_security_group" || type === "aws_default_security_group"
      ? blocks(attributes["ingress"])
      : type === "aws_security_group_rule" && attributes["type"] === "ingress"
        ? [attributes]
        : [];
  return rules.flatMap((rule) => [...strings(rule["cidr_blocks"]), ...strings(rule["ipv6_cidr_blocks"])]);
}
