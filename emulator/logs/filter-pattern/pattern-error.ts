/** A pattern that CloudWatch Logs would refuse. Who asked for it makes the service's error of it. */
export class PatternError extends Error {
  /** The text is the service's own. Otherwise it is what the service does not tell, and follows "Invalid filter pattern". */
  readonly isOfService: boolean;

  constructor(message: string, isOfService: boolean) {
    super(message);
    this.isOfService = isOfService;
  }
}

/** The service's texts, as answers of it that were recorded in public have them (docs/batch-facts.md, "Logs, tags, events"). */
export const patternErrors = {
  characters: (term: string) => new PatternError(`Invalid character(s) in term '${term}'`, true),
  open: (begin: string, end: string) =>
    new PatternError(`If a filter pattern starts with '${begin}' it must end with '${end}'`, true),
  duplicate: (name: string) => new PatternError(`Duplicate field '${name}'`, true),
  twoNames: (first: string, second: string) =>
    new PatternError(`Multiple variables used in a single filter. Var1 : ${first}, Var2 : ${second}`, true),
  notCompiled: () => new PatternError("Failed to compile regular expression.", true),
  tooManyExpressions: () =>
    new PatternError(
      "Your input has exceeded the maximum of 2 regular expressions per filter pattern.",
      true,
    ),
  tooManyWildcards: () =>
    new PatternError(
      "Your filter pattern has a JSON path selector that exceeds the maximum of 1 wildcard allowed per json selector.",
      true,
    ),
  malformed: (reason: string) => new PatternError(reason, false),
} as const;
