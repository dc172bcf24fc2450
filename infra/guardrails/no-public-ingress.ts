import type { Guardrail } from "./guardrail.ts";
import { ingressFaults } from "./network/ingress.ts";
import { publicAddressFaults } from "./network/public-addresses.ts";
import { publicServiceFaults } from "./network/public-services.ts";

/** Nothing can be reached from the Internet: no open ingress rule, no public address, no service that faces it. */
export const noPublicIngress: Guardrail = {
  name: "no-public-ingress",
  *check(resource, deployment) {
    yield* ingressFaults(resource, deployment);
    yield* publicAddressFaults(resource, deployment);
    yield* publicServiceFaults(resource);
  },
};
