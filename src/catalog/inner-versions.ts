/** Versions of a package that a library brings with it: `@smithy/node-http-handler` of the AWS SDK. */
export interface InnerVersions {
  readonly package: string;
  readonly versions: string;
}
