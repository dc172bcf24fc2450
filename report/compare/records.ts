/** Below a place with results: what people said of them, and what they were told. Not an index: it cannot be remade. */
export const recordsFolder = "gcbench-records";
