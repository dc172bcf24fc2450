/** Labels of containers, networks and volumes of ours. The sweeper finds what is left over by them. */
export const containerLabels = {
  /**
   * The process that owns the container: {@link ownerId}. The label is called as it always was, so that what an older
   * version left behind is still found.
   */
  owner: "org.geos-chem-bench.instance",
  jobId: "org.geos-chem-bench.job-id",
  attempt: "org.geos-chem-bench.attempt",
} as const;
