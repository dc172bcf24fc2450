import path from "node:path";

/** checkov, or the path that GCBENCH_CHECKOV gives. */
export const checkov = process.env["GCBENCH_CHECKOV"] ?? "checkov";

/** moto's server (PyPI: `moto[server]`), or the path that GCBENCH_MOTO gives. */
export const motoServer = process.env["GCBENCH_MOTO"] ?? "moto_server";

/** Where a Python environment with Luigi, redun and Snakemake has its programs; GCBENCH_WORKFLOWS names its folder. */
export const workflowPrograms = path.join(process.env["GCBENCH_WORKFLOWS"] ?? "", "bin");
