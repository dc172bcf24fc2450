/** Names of the objects of one attempt; see docs/results.md. */
export const resultFiles = {
  config: "config.json",
  result: "results.json",
  /** Instead of config and result, of a run that happened elsewhere. */
  imported: "imported.json",
  log: "log.txt",
  manifest: "manifest.json",
  /** Written after the job has ended; not listed in the manifest. */
  job: "job.json",
} as const;

/**
 * `<benchmark id>/<job id>/<attempt>`: below one output path no retry, array child or scheduled run meets another.
 * Array children have ids such as `<parent>:3`.
 */
export function attemptPrefix(of: { benchmarkId: string; jobId: string; attempt: number }): string {
  return `${of.benchmarkId}/${of.jobId}/${of.attempt}`;
}
