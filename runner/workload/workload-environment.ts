/** The runner's environment without what a workload has no business with: credentials and what Batch tells the job. */
export function workloadEnvironment(
  env: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const passed = Object.entries(env).filter(([name]) => !/^(AWS|ECS|GCBENCH)_/.test(name));
  return { ...Object.fromEntries(passed), ...variables };
}
