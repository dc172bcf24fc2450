import type { ContainerProperties } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";

/** The container that a job definition describes: it always has an image. */
export type DefinedContainer = Validated<ContainerProperties> & { readonly image: string };
