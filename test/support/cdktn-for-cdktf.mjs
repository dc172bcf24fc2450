import { registerHooks } from "node:module";

/**
 * Loaded with `node --import`: whoever asks for `cdktf`, the project or the bindings of the provider, gets its
 * maintained fork. Both packages in one process would not see each other's Aspects, and this way `cdktf` is never
 * there.
 */
registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^cdktf(?=\/|$)/, "cdktn"), context),
});
