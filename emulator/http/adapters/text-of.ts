import type { Answer } from "../endpoint.ts";

/** The body of an answer that is text. */
export const textOf = ({ body }: Answer): string => (typeof body === "string" ? body : body.toString("utf8"));
