import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { readBasic, type Credentials } from "./credentials.ts";

const configFile = z.object({
  auths: z.record(z.string(), z.object({ auth: z.string().optional() })).default({}),
  credHelpers: z.record(z.string(), z.string()).default({}),
  credsStore: z.string().optional(),
});

const helperAnswer = z.object({ Username: z.string(), Secret: z.string() });

/**
 * What `docker login` has stored for a registry, or `undefined`: in config.json itself, or behind a credential helper
 * (docker login reference, "Credential helpers").
 */
export async function dockerCredentials(
  registry: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Credentials | undefined> {
  const file = join(env["DOCKER_CONFIG"] || join(homedir(), ".docker"), "config.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const { auths, credHelpers, credsStore } = parseJson(configFile, text, "dockerConfig");
  const helper = credHelpers[registry] ?? credsStore;
  if (helper) return askHelper(helper, registry, env);
  const stored = (auths[registry] ?? auths[`https://${registry}`])?.auth;
  return stored ? readBasic(stored) : undefined;
}

async function askHelper(
  helper: string,
  registry: string,
  env: NodeJS.ProcessEnv,
): Promise<Credentials | undefined> {
  const program = `docker-credential-${helper}`;
  const { failed, stdout, shortMessage } = await execa(program, ["get"], {
    input: registry,
    env,
    reject: false,
  });
  // Helpers say so on standard output, with exit code 1 (docker-credential-helpers, "credentials not found").
  if (failed && /not found/i.test(stdout)) return undefined;
  if (failed) {
    throw new GeosBenchError(`${program} does not answer: ${stdout || shortMessage}`, {
      code: "not-logged-in",
      hint: "Docker's config.json names it for this registry; install it, or take it out there.",
    });
  }
  const { Username: username, Secret: password } = parseJson(helperAnswer, stdout, "credentialHelperAnswer");
  return { username, password };
}
