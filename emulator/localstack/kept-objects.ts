import { initHook, program } from "./init-hooks.ts";

/** Where LocalStack's container has the folder in which S3's objects outlive it (keep/start.py says the same). */
export const keptObjectsTarget = "/var/lib/gcbench-s3";

/** The hook by whose success one knows that objects are kept. */
export const keepingHook = "keep-objects.py";

/** What makes a LocalStack keep S3's objects. */
export const keepingPrograms = () =>
  initHook(
    keepingHook,
    "keep/start.py",
    ["object_files.py", "object_index.py"].map((name) => ({ name, content: program(`keep/${name}`) })),
  );
