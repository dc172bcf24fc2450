/** Which result: of a job's attempt there is one. Points of histories, and acknowledgements, name it so. */
export const resultId = (jobId: string, attempt: number): string => `${jobId}/${attempt}`;

/** What such an id was made of. */
export function resultOfId(id: string): { readonly jobId: string; readonly attempt: number } {
  const slash = id.lastIndexOf("/");
  return { jobId: id.slice(0, slash), attempt: Number(id.slice(slash + 1)) };
}
