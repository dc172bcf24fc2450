/** SIGTERM, 30 s, SIGKILL (user guide, "Job timeouts" and "Terminate a job"). */
export const stopGraceMs = 30_000;
