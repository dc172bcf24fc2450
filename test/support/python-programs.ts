/** checkov, or the path that GCBENCH_CHECKOV gives. */
export const checkov = process.env["GCBENCH_CHECKOV"] ?? "checkov";

/** moto's server (PyPI: `moto[server]`), or the path that GCBENCH_MOTO gives. */
export const motoServer = process.env["GCBENCH_MOTO"] ?? "moto_server";
