import { devNull } from "node:os";

/** What would send Terraform to another account, endpoint, state or directory than the local AWS's. */
const others = /^(?:AWS_|TF_(?:VAR_|CLI_ARGS|WORKSPACE$|DATA_DIR$|REATTACH_PROVIDERS$))/;

/**
 * The variables that Terraform runs with: the caller's, so that the usual ways to a mirror or a cache of providers work
 * (TF_CLI_CONFIG_FILE, TF_PLUGIN_CACHE_DIR), but none that leads to an account of AWS. A service of which the override
 * names no endpoint is asked of the local AWS too.
 */
export function terraformEnvironment(
  endpoint: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !others.test(name))),
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}
