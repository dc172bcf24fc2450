/**
 * Label of the image that the classic builder leaves of a stage which compiles: `<architecture>-<hash of what is
 * compiled>`. It has no name, and is the cache that makes the next build quick.
 */
export const stageLabel = "geos-chem-bench.stage";
