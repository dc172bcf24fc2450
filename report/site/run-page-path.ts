/** The page of a result, by the digest of its results.json: the same result has it wherever it is shown. */
export const runPage = (resultSha256: string): string => `runs/${resultSha256.slice(0, 32)}.html`;

/** The page of a published run time. */
export const publishedPage = (id: string): string => `runs/published-${id}.html`;
