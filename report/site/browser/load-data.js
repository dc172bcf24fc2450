// Data come as scripts: a page opened from a folder may load no other files of it.
const loading = new Map();

/** The value that a data file sets under its name. */
export function loadData(id, file) {
  const known = loading.get(file);
  if (known) return known;
  const script = document.createElement("script");
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve(globalThis.gcbenchData[id]));
    script.addEventListener("error", () =>
      reject(
        new Error(`${file} cannot be loaded: the site was rebuilt meanwhile, perhaps. Reload the page.`),
      ),
    );
  });
  loading.set(file, loaded);
  script.src = file;
  document.head.append(script);
  return loaded;
}
