import type { InputState } from "../../contract/input-state.ts";
import { type Observed, unknownBecause } from "../../contract/observed.ts";

const warmUpTo = 0.02;
const coldFrom = 0.5;

/** File systems of which the kernel counts what a process causes to be read, by their f_type (statfs(2)). */
const counting = new Set([
  0xef53, // ext2, 3, 4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0x794c7630, // overlayfs: that of the layer below
  0x6969, // NFS
]);
const tmpfs = 0x01021994;

interface Read {
  /** Through read calls, cached or not. */
  readonly throughCalls: Observed<number>;
  readonly fromStorage: Observed<number>;
  /** Sizes of all input files. */
  readonly inputBytes: number;
  /** f_type of the file system that they lie on. */
  readonly fileSystem: number | undefined;
}

/** Whether input files were in the page cache, by how much of what was read came from storage. */
export function foundCache({ throughCalls, fromStorage, inputBytes, fileSystem }: Read): InputState["found"] {
  if (inputBytes === 0) return unknownBecause("there are no input files");
  if (throughCalls.value === null) return unknownBecause(throughCalls.reason);
  if (fromStorage.value === null) return unknownBecause(fromStorage.reason);
  if (fileSystem === tmpfs) return { value: "warm" };
  if (fromStorage.value === 0 && (fileSystem === undefined || !counting.has(fileSystem))) {
    return unknownBecause("it is not known whether this file system counts what is read from storage");
  }
  const needed = Math.min(inputBytes, throughCalls.value);
  if (needed === 0) return unknownBecause("the run read nothing");
  const share = fromStorage.value / needed;
  return { value: share <= warmUpTo ? "warm" : share >= coldFrom ? "cold" : "partly" };
}
