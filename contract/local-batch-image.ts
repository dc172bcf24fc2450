/** The image of the local Batch that `gcbench image build --target local-batch` made last on this machine. */
export const localBatchImage = "localhost/geos-chem-bench/local-batch:latest";
