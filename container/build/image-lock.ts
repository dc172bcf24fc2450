import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { withPidLock, type WaitOptions } from "../../host/pid-lock.ts";

/**
 * Holds the lock of one image (or tool) against every other process of this user on the machine while the work runs.
 */
export function withImageLock<Result>(
  name: string,
  work: () => Promise<Result>,
  { folder = locksFolder(), ...wait }: WaitOptions & { readonly folder?: string } = {},
): Promise<Result> {
  return withPidLock(join(folder, `${name.replaceAll(/[^\w.-]/g, "_")}.lock`), work, wait);
}

const locksFolder = (): string => join(tmpdir(), `geos-chem-bench-locks-${userInfo().uid}`);
