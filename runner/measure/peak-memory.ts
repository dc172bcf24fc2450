import type { Observed } from "../../contract/observed.ts";

/**
 * The larger of what was followed from outside, which may miss the last quarter of a second or a whole short run, and
 * what the workload read of the same kernel mark at its end. Under emulation the mark is the emulator's: the claim is
 * not taken.
 */
export function peakMemory(
  followed: Observed<number>,
  reported: Observed<number> | undefined,
  { emulated }: { readonly emulated: boolean },
): Observed<number> {
  if (emulated || !reported || reported.value === null) return followed;
  return followed.value === null || reported.value > followed.value ? reported : followed;
}
