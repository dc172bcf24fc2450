import { readFileSync } from "node:fs";
import { z } from "zod";

/** Where LocalStack's container has the folder in which S3's objects outlive it (keep/start.py says the same). */
export const keptObjectsTarget = "/var/lib/gcbench-s3";

const initScript = "keep-objects.py";
const initScripts = z.object({ scripts: z.array(z.object({ name: z.string(), state: z.string() })) });

/**
 * What makes a LocalStack keep S3's objects, as files for its container: an init hook, which is part of what LocalStack
 * offers (its documentation, "Initialization Hooks"), and what that imports.
 */
export const keepingPrograms = (): { readonly target: string; readonly content: string }[] => [
  { target: `/etc/localstack/init/start.d/${initScript}`, content: program("start.py") },
  ...["object_files.py", "object_index.py"].map((name) => ({
    target: `/etc/localstack/gcbench/${name}`,
    content: program(name),
  })),
];

/** Whether the LocalStack that was given them keeps S3's objects: one of another release does not. */
export async function keepsObjects(url: string): Promise<boolean> {
  const response = await fetch(`${url}/_localstack/init/start`);
  const parsed = initScripts.safeParse(await response.json().catch(() => undefined));
  return (
    parsed.data?.scripts.some(({ name, state }) => name === initScript && state === "SUCCESSFUL") ?? false
  );
}

const program = (name: string): string => readFileSync(new URL(`keep/${name}`, import.meta.url), "utf8");
