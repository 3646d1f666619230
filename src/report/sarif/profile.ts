/**
 * - `github`: open findings only, as code scanning shows everything else as an alert too
 * - `full`: known and waived findings as well, and the items of the checklist
 */
export const sarifProfiles = ['github', 'full'] as const;

export type SarifProfile = (typeof sarifProfiles)[number];
