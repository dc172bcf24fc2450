import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";

/** The file of a state folder that says which state it is. */
export const identityFile = "id";

/**
 * Names the owner of what outlives its process: "<host>/state/<id>/<folder>". It lives for as long as that folder has
 * that state. `host` is the one that the state was made on: a container's name changes with every container.
 */
export const stateOwner = (host: string, id: string, folder: string): string =>
  `${host}/state/${id}/${folder}`;

/** Whether the owner's state is there; `undefined` for an owner of another kind. In doubt it is. */
export function isStateThere(owner: string): boolean | undefined {
  const [, host, id, folder = ""] = /^(.+?)\/state\/([^/]+)\/(.+)$/.exec(owner) ?? [];
  if (id === undefined) return undefined;
  if (host !== hostname()) return true;
  const file = path.join(folder, identityFile);
  return existsSync(file) && readFileSync(file, "utf8").trim() === id;
}
