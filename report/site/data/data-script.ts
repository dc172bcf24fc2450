/**
 * Data as a script that sets them under a name: a page opened from a folder may load scripts of that folder, and no
 * other files. `json` must be JSON.
 */
export const dataScript = (id: string, json: string): string =>
  `(globalThis.gcbenchData??={})[${JSON.stringify(id)}]=${json};\n`;
