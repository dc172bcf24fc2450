import { readFileSync } from "node:fs";
import { bundleScript } from "./bundle-script.ts";
import type { SiteAssets } from "./site-document.ts";
import { assetFile } from "./site-layout.ts";
import type { SiteTarget } from "./target/site-target.ts";

const text = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** A cloud-grey disc with a bar chart in it. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#0072b2"/><path d="M4 12V8h2v4zm3 0V4h2v8zm3 0V6h2v6z" fill="#fff"/></svg>\n`;

/** Writes what pages ask for beside data, each file under a name of its content. */
export async function writeAssets(target: SiteTarget): Promise<SiteAssets> {
  const write = async (name: string, content: string): Promise<string> => {
    const file = assetFile(name, content);
    await target.write(file, Buffer.from(content));
    return file;
  };
  return {
    style: await write("site.css", `${text("../page/style.css")}\n${text("site.css")}`),
    icon: await write("icon.svg", icon),
    tables: await write("tables.js", text("../page/page.js")),
    compare: await write("compare.js", await bundleScript("compare.js")),
    estimate: await write("estimate.js", await bundleScript("estimate.js")),
    history: await write("history.js", await bundleScript("history.js")),
  };
}
