/** The image of the local Batch that `gcbench image build --target local-batch` made last for this machine's engine. */
export const localBatchImage = "localhost/geos-chem-bench/local-batch:latest";
