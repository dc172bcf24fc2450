/**
 * Label of a container that stands for images which it is not itself made of: their names, with a blank between them.
 * The container of a local environment that is up has it, so that the images of its jobs stay while no job runs.
 */
export const usedImagesLabel = "org.geos-chem-bench.used-images";
