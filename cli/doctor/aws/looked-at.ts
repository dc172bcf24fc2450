import { warning, type Finding } from "../finding.ts";

/** Runs a check; where AWS refuses to answer, that is the finding: what was not looked at is not in order. */
export async function lookedAt(
  what: string,
  permissions: string,
  check: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [
      warning(
        what,
        `not looked at: ${errorName(error)}: ${(error as Error).message}`,
        `Allow ${permissions}, or ask somebody who may; nothing was found out.`,
      ),
    ];
  }
}

/** AWS's name of an error. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : String(error));
