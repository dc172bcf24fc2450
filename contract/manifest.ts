import { z } from "zod";

export const manifestSchemaVersion = "1.0";

const storedObject = z.strictObject({
  name: z.string().min(1).describe("Path below the manifest's own prefix."),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * `manifest.json`: every other object of the attempt. It is written last and only if none is there yet
 * (`If-None-Match: *`), so a prefix without one is an incomplete run.
 */
export const manifest = z
  .strictObject({
    schema_version: z.literal(manifestSchemaVersion),
    benchmark_id: z.string(),
    job_id: z.string(),
    attempt: z.int().positive(),
    outcome: z.string(),
    valid: z.boolean(),
    created_at: z.iso.datetime(),
    objects: z.array(storedObject).min(1),
  })
  .describe("Manifest of one benchmark job attempt");

export type Manifest = z.output<typeof manifest>;
export type StoredObject = z.output<typeof storedObject>;
