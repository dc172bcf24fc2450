import type { EksContainer, EksProperties } from "@aws-sdk/client-batch";
import type { OperationInput } from "../../model/operation-types.ts";
import type { Validated } from "../../model/validated.ts";
import { checkEnvironment } from "../job/check-environment.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isGiven } from "../resource/is-given.ts";

type Container = Validated<EksContainer>;
type Amounts = Readonly<Record<string, string>>;

/** API reference, RegisterJobDefinition: "must not be specified for Amazon EKS-based job definitions", and their like. */
const notForPods = [
  "containerProperties",
  "nodeProperties",
  "ecsProperties",
  "platformCapabilities",
  "propagateTags",
] as const satisfies readonly (keyof OperationInput<"RegisterJobDefinition">)[];

/**
 * The pod of a job definition for EKS, as it is shown (EksPodProperties, EksContainer and
 * EksContainerResourceRequirements of the API reference; where AWS's texts are not known, ours). That lists that were
 * not given are shown empty follows the containers of ECS.
 */
export function checkPod(
  request: OperationInput<"RegisterJobDefinition">,
  { podProperties: pod }: Validated<EksProperties>,
): Validated<EksProperties> {
  // Terraform's provider sends `propagateTags: false` for them, and AWS takes it.
  const member = notForPods.find((name) => request[name] !== false && isGiven(request[name]));
  if (member) throw resourceErrors.invalid(`${member} must not be specified for EKS`);
  const { containers = [], initContainers = [] } = pod ?? {};
  if (containers.length === 0) {
    throw resourceErrors.invalid("podProperties must contain at least one container");
  }
  for (const [name, list] of Object.entries({ containers, initContainers })) {
    if (list.length > 10) throw resourceErrors.invalid(`${name} takes up to 10, given ${list.length}`);
  }
  checkUnique([...containers, ...initContainers]);
  return {
    podProperties: {
      ...pod,
      containers: containers.map(readContainer),
      ...(pod?.initContainers && { initContainers: initContainers.map(readContainer) }),
    },
  };
}

/** "Each container in a pod must have a unique name", "Default" where none is given. */
function checkUnique(containers: readonly Container[]): void {
  const names = containers.map(({ name = "Default" }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw resourceErrors.invalid(`Each container in a pod must have a unique name, given ${twice} twice`);
  }
}

function readContainer(container: Container): Container {
  const { env = [], command = [], args = [], volumeMounts = [], resources } = container;
  checkEnvironment(env);
  checkAmounts(resources?.limits ?? {}, resources?.requests ?? {});
  return { ...container, command, args, env, volumeMounts };
}

const kinds: Readonly<Record<string, { readonly form: RegExp; readonly is: string }>> = {
  memory: { form: /^\d+Mi$/, is: 'whole MiB with the suffix "Mi"' },
  cpu: { form: /^\d+(?:\.(?:0|00|25|5|50|75))?$/, is: "a multiple of 0.25" },
  "nvidia.com/gpu": { form: /^\d+$/, is: "a whole number" },
};

function checkAmounts(limits: Amounts, requests: Amounts): void {
  for (const [name, value] of [...Object.entries(limits), ...Object.entries(requests)]) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      throw resourceErrors.invalid(`resources takes ${Object.keys(kinds).join(", ")}, given ${name}`);
    }
    if (!kind.form.test(value)) throw resourceErrors.invalid(`${name} must be ${kind.is}, given ${value}`);
    if (name === "memory" && Number.parseInt(value, 10) < 4) {
      throw resourceErrors.invalid(`memory must be at least 4Mi, given ${value}`);
    }
  }
  for (const [name, limit] of Object.entries(limits)) {
    const request = requests[name];
    if (request === undefined) continue;
    if (name === "cpu" ? Number(limit) < Number(request) : limit !== request) {
      throw resourceErrors.invalid(
        `${name} in limits must be ${name === "cpu" ? "at least as large as" : "equal to"} ${name} in requests, given ${limit} and ${request}`,
      );
    }
  }
}
