/**
 * Everything that the project takes from the core library of CDKTF, and nowhere else: CDKTF is archived, and a move to
 * its maintained fork (CDK Terrain, `cdktn`, source-compatible) then changes this file alone. Never load both in one
 * process: their Aspects do not see each other.
 */
export {
  App,
  Fn,
  LocalBackend,
  Op,
  S3Backend,
  TerraformDataSource,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
export { Construct } from "constructs";
export type { IConstruct } from "constructs";
