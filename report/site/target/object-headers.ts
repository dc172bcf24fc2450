import { isImmutable } from "../site-layout.ts";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  json: "application/json",
};

/** What a server says of a file of the site. Pages that keep their name are asked for again each time. */
export function objectHeaders(path: string): { readonly contentType: string; readonly cacheControl: string } {
  return {
    contentType: types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    // The page of a result gains a job record or a retraction later; everything else of a fixed name never changes.
    cacheControl: path.startsWith("runs/")
      ? "public, max-age=86400"
      : isImmutable(path)
        ? "public, max-age=31536000, immutable"
        : "no-cache",
  };
}
