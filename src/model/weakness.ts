/** Entries of the Common Weakness Enumeration (https://cwe.mitre.org/data/definitions/<number>.html) that rules find, with their names there. */
export const weaknesses = {
  20: 'Improper Input Validation',
  79: "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')",
  89: "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')",
  248: 'Uncaught Exception',
  352: 'Cross-Site Request Forgery (CSRF)',
  390: 'Detection of Error Condition Without Action',
  770: 'Allocation of Resources Without Limits or Throttling',
  772: 'Missing Release of Resource after Effective Lifetime',
  798: 'Use of Hard-coded Credentials',
  833: 'Deadlock',
  835: "Loop with Unreachable Exit Condition ('Infinite Loop')",
  1088: 'Synchronous Access of Remote Resource without Timeout',
} as const;

export type Weakness = keyof typeof weaknesses;
