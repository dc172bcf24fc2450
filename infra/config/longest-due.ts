/** CloudWatch keeps metrics for 455 days (user guide, "Metrics retention"): of what is older nothing can be said. */
export const longestDueDays = 400;
