import { readFileSync } from "node:fs";
import { z } from "zod";

const initScripts = z.object({ scripts: z.array(z.object({ name: z.string(), state: z.string() })) });

/** A file for LocalStack's container. */
interface ContainerFile {
  readonly target: string;
  readonly content: string;
}

/** Where what our hooks import is. */
const modules = "/etc/localstack/gcbench";

/**
 * A hook that LocalStack runs in its own process before it serves (its documentation, "Initialization Hooks"), and what
 * that imports; programs lie beside this file.
 */
export const initHook = (
  name: string,
  file: string,
  imports: readonly { readonly name: string; readonly content: string }[],
): ContainerFile[] => [
  { target: `/etc/localstack/init/start.d/${name}`, content: program(file) },
  ...imports.map((module) => ({ target: `${modules}/${module.name}`, content: module.content })),
];

/** The programs of this folder. */
export const program = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");

/** The hooks that did what they are for; those of another release may not. */
export async function succeededHooks(url: string): Promise<ReadonlySet<string>> {
  const response = await fetch(`${url}/_localstack/init/start`);
  const parsed = initScripts.safeParse(await response.json().catch(() => undefined));
  const succeeded = parsed.data?.scripts.filter(({ state }) => state === "SUCCESSFUL") ?? [];
  return new Set(succeeded.map(({ name }) => name));
}
