/** What a user's project has installed beside the package; versions are npm ranges. */
export interface Neighbours {
  readonly typescript: '5.4' | '6.0' | '7.0' | undefined;
  readonly eslint: '9' | '10' | undefined;
}

const typescripts = [undefined, '5.4', '6.0', '7.0'] as const;
const eslints = [undefined, '9', '10'] as const;

/** All that the package says it works beside. */
export const combinations: readonly Neighbours[] = typescripts.flatMap((typescript) => eslints.map((eslint) => ({ typescript, eslint })));

export function nameOf({ typescript, eslint }: Neighbours): string {
  return `typescript ${typescript ?? 'none'} eslint ${eslint ?? 'none'}`;
}
