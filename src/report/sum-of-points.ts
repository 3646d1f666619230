/** The sum of points, which have two decimals: counted in hundredths, so that it is exact. */
export function sumOfPoints(of: readonly { readonly points: number }[]): number {
  return of.reduce((sum, { points }) => sum + Math.round(points * 100), 0) / 100;
}
