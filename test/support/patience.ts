/**
 * How long a test waits for something, in milliseconds, before it says that it hangs. Far beyond what anything takes
 * on a slow or busy machine: no outcome depends on it otherwise. A whole test has twice as long (vitest.config.ts).
 */
export const patience = 900_000;
