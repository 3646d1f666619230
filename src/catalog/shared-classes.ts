/** Decorators that make a class one object for the whole process, kept by a container. */
interface SharedClassModel {
  readonly package: string;
  readonly decorators: readonly string[];
  /** The option by which there is one object a request, or a use, instead. */
  readonly unless?: string;
  readonly source: string;
}

export const sharedClasses: readonly SharedClassModel[] = [
  { package: '@nestjs/common', decorators: ['Injectable', 'Controller', 'Catch'], unless: 'scope', source: 'https://docs.nestjs.com/fundamentals/injection-scopes: "DEFAULT: A single instance of the provider is shared across the entire application"' },
  { package: '@nestjs/websockets', decorators: ['WebSocketGateway'], source: 'https://docs.nestjs.com/websockets/gateways: gateways are providers, and must be singletons' },
  { package: '@nestjs/graphql', decorators: ['Resolver'], source: 'https://docs.nestjs.com/graphql/resolvers: resolvers are providers' },
  { package: 'tsyringe', decorators: ['singleton'], source: 'https://github.com/microsoft/tsyringe#singleton' },
];
