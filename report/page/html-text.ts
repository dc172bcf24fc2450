import type { Html } from "./figure.ts";

/** Markup as text. What the templates of this project are given is never awaited, so they are text at once. */
export function htmlText(of: Html): string {
  if (of instanceof Promise) throw new TypeError("a template was given a promise");
  return of.toString();
}
