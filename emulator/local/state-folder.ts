import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { GeosBenchError, explainError } from "../../contract/errors.ts";
import { ownerId } from "../../host/ownership/owner-id.ts";
import { identityFile, stateOwner } from "../../host/ownership/state-owner.ts";
import { openStateFile, type StateFile } from "../state/state-file.ts";

/** Where a local environment keeps what outlives it. */
export interface StateFolder {
  /** Who owns its containers and its network. */
  readonly owner: string;
  /** Part of their names: the same after a restart. */
  readonly name: string;
  readonly state: StateFile;
  /** For the lines of CloudWatch Logs. */
  readonly logs: string;
  /** For S3's objects; `undefined`: they are not kept. */
  readonly objects?: string;
  close(): void;
}

/** For one process alone, in a folder that goes with it: benchmarks that nothing from before is to disturb. */
export function temporaryState(): StateFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), "geos-chem-bench-state-"));
  const state = openStateFile(path.join(folder, "state.sqlite"));
  return {
    owner: ownerId(),
    name: randomUUID().slice(0, 8),
    state,
    logs: path.join(folder, "logs"),
    close() {
      state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The state that the folder has, or a new one. Throws {@link GeosBenchError} `state-not-usable` when it is another
 * account's, whose ARNs would mean nothing, or when the folder cannot be written to.
 */
export function openStateFolder(folder: string, accountId: string, log: (line: string) => void): StateFolder {
  const host = hostOfState(folder, os.hostname());
  const { id, account } = writable(folder, () => ({
    id: kept(path.join(folder, identityFile), randomUUID()),
    account: kept(path.join(folder, "account"), accountId),
  }));
  if (account !== accountId) {
    throw new GeosBenchError(
      `The state of the local environment is that of account ${account}, not of ${accountId}.`,
      {
        code: "state-not-usable",
        hint: `gcbench local up --account ${account} goes on with it; --fresh starts with an empty one.`,
      },
    );
  }
  const state = openStateFile(path.join(folder, "state.sqlite"), (error) => log(explainError(error)));
  const objects = path.join(folder, "s3");
  // By this process: what a container makes is root's, and only in a folder of one's own can one remove that.
  mkdirSync(path.join(objects, "objects"), { recursive: true });
  return {
    owner: stateOwner(host, id, folder),
    name: id.slice(0, 8),
    state,
    logs: path.join(folder, "logs"),
    objects,
    close: () => state.close(),
  };
}

/**
 * Which machine the state was made on; `host` says it for a new one. Where a machine of that name has no such folder,
 * the state is taken for gone and its containers for nobody's: who makes it in a container, which may have the name of
 * its machine, says another one before it is opened.
 */
export function hostOfState(folder: string, host: string): string {
  return writable(folder, () => kept(path.join(folder, "host"), host));
}

function writable<Result>(folder: string, write: () => Result): Result {
  try {
    mkdirSync(folder, { recursive: true });
    return write();
  } catch (cause) {
    throw new GeosBenchError(`Nothing can be kept in ${folder}: ${(cause as Error).message}.`, {
      code: "state-not-usable",
      hint: "Make it a folder that this user can write to, or name another one.",
      cause,
    });
  }
}

/** The text of a file, which is made with `text` where it is not there. */
function kept(file: string, text: string): string {
  if (!existsSync(file)) writeFileSync(file, text);
  return readFileSync(file, "utf8").trim();
}
