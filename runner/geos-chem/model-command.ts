/**
 * The model needs a stack without limit, or it ends in a segmentation fault; where the hard limit is lower, that is the
 * most there is. `exec`: the process that is measured is the model's.
 */
const withStack = 'ulimit -s unlimited 2>/dev/null || ulimit -s "$(ulimit -H -s)"; exec "$0" "$@"';

export const modelCommand = (executable: string, ...args: readonly string[]): [string, ...string[]] => [
  "sh",
  "-c",
  withStack,
  executable,
  ...args,
];

/** Exit codes of the model. 2 is GNU Fortran's for a run-time error. */
export const exitMeanings: Readonly<Record<number, string>> = {
  2: "the Fortran run-time library stopped it",
  126: "it is not executable, or not for this architecture",
  127: "it, or a library it needs (netCDF, gfortran), was not found",
  174: "a segmentation fault of a program that the Intel compiler made: mostly too small a stack",
  // GEOS_CHEM_STOP and HCO_STOP call EXIT(99999), which is 159 modulo 256; it is not signal 31.
  159: "GEOS-Chem stopped with an error of its own",
};
