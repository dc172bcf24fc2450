/** What somebody wants to run. */
export interface EstimateRequest {
  readonly simulation: string;
  readonly resolution: string;
  readonly levels: number;
  readonly days: number;
  /** `null`: as many as the instance type has physical cores. */
  readonly threads: number | null;
  /** `null`: a machine of which nothing is known. */
  readonly instanceType: string | null;
}
