/** Of one job (AWS Batch API reference, SubmitJob, `dependsOn`). */
const mostDependencies = 20;

/**
 * Dependencies of the jobs by which one job depends on any number: each link but the first depends on the one before it
 * too. The last link depends on all.
 */
export function chainOf(jobIds: readonly string[]): readonly (readonly string[])[] {
  const links: string[][] = [[]];
  for (const id of jobIds) {
    const open = links.at(-1) as string[];
    const room = mostDependencies - (links.length > 1 ? 1 : 0);
    if (open.length < room) open.push(id);
    else links.push([id]);
  }
  return links;
}
