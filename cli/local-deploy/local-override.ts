import { basename } from "node:path";
import { z } from "zod";
import type { Stack } from "../../contract/terraform/terraform-json.ts";
import { cloudServices } from "../../emulator/http/routes/services.ts";
import { credentialsOf } from "../../emulator/local/local-credentials.ts";

/** What the provider calls a service that requests are signed for by another name ("Custom Service Endpoints"). */
const providerNames: Readonly<Record<string, string>> = { monitoring: "cloudwatch", states: "sfn" };

const services = ["batch", "logs", "s3", ...Object.keys(cloudServices)].map(
  (signedFor) => providerNames[signedFor] ?? signedFor,
);

export interface LocalTarget {
  /** Where the local AWS answers. */
  readonly endpoint: string;
  readonly accountId: string;
}

/** What is said of it to the user, in the order of the file. */
export const overridden = ({ endpoint, accountId }: LocalTarget): string[] => [
  `provider: every service at ${endpoint}, account ${accountId}, S3 by path`,
  "state: kept with the local environment, that of other stacks read there",
];

const remoteState = z.object({
  config: z.union([
    // "…/terraform.<environment>.<stack>.tfstate"
    z.object({ path: z.string() }).transform(({ path }) => path),
    z.object({ key: z.string() }).transform(({ key }) => key),
  ]),
});

const statePath = "terraform.tfstate";

/** The stacks whose state a stack reads, by the name of the data source. */
export function statesRead({ data }: Stack): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(data["terraform_remote_state"] ?? {}).map(([name, given]) => {
      const file = basename(remoteState.parse(given).config, ".tfstate");
      return [name, file.split(".").at(-1) ?? ""];
    }),
  );
}

/**
 * The override file (Terraform language, "Override Files") that makes a synthesised stack one of the local AWS: where
 * the provider asks, and where the state is. `toDestroy` lifts the refusal to destroy what holds results.
 */
export function localOverride(
  stack: Stack,
  { endpoint, accountId }: LocalTarget,
  { toDestroy = false } = {},
): object {
  const { accessKeyId, secretAccessKey } = credentialsOf(accountId);
  const states = Object.entries(statesRead(stack)).map(([name, of]) => [
    name,
    { backend: "local", config: { path: `../${of}/${statePath}` } },
  ]);
  const lifted = toDestroy ? protectedResources(stack) : {};
  return {
    terraform: { backend: { local: { path: statePath } } },
    provider: {
      aws: [
        {
          access_key: accessKeyId,
          secret_key: secretAccessKey,
          skip_credentials_validation: true,
          skip_metadata_api_check: "true",
          skip_region_validation: true,
          s3_use_path_style: true,
          endpoints: [Object.fromEntries(services.map((name) => [name, endpoint]))],
        },
      ],
    },
    // Terraform refuses an empty block.
    ...(states.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) as object } }),
    ...(Object.keys(lifted).length > 0 && { resource: lifted }),
  };
}

const isProtected = z.object({ lifecycle: z.object({ prevent_destroy: z.literal(true) }) });

function protectedResources({ resource }: Stack): Record<string, object> {
  return Object.fromEntries(
    Object.entries(resource).flatMap(([type, byName]) => {
      const names = Object.keys(byName).filter((name) => isProtected.safeParse(byName[name]).success);
      if (names.length === 0) return [];
      const lifted = { lifecycle: { prevent_destroy: false } };
      return [[type, Object.fromEntries(names.map((name) => [name, lifted]))]];
    }),
  );
}
