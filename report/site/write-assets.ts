import type { SiteAssets } from "./site-document.ts";
import { assetFile } from "./site-layout.ts";
import { siteFiles, type SiteFiles } from "./site-texts.ts";
import type { SiteTarget } from "./target/site-target.ts";

/** A cloud-grey disc with a bar chart in it. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#0072b2"/><path d="M4 12V8h2v4zm3 0V4h2v8zm3 0V6h2v6z" fill="#fff"/></svg>\n`;

/** Writes what pages ask for beside data, each file under a name of its content. */
export async function writeAssets(target: SiteTarget): Promise<SiteAssets> {
  const files = await siteFiles();
  const write = async (name: string, content: string): Promise<string> => {
    const file = assetFile(name, content);
    await target.write(file, Buffer.from(content));
    return file;
  };
  const own = (name: keyof SiteFiles) => write(name, files[name]);
  return {
    style: await own("site.css"),
    icon: await write("icon.svg", icon),
    tables: await own("tables.js"),
    compare: await own("compare.js"),
    estimate: await own("estimate.js"),
    history: await own("history.js"),
    drawInstances: await own("draw-instances.js"),
  };
}
