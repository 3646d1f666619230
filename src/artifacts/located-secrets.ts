import type { SecretLintCoreConfig } from '@secretlint/types';

/** A secret by its form alone: a token of a vendor, a private key, a connection string with a password. */
export interface LocatedSecret {
  readonly start: number;
  readonly end: number;
  /** What stands there: no output may show it. */
  readonly value: string;
  /** What messages call it: `GitHub token`. */
  readonly noun: string;
  /** It only names an account, or leads to a machine that others do not reach. */
  readonly minor?: true;
}

interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** What secretlint's preset looks for begins, or has beside it, one of these: most texts have none, and secretlint is not even loaded. */
const gate = /\bA(?:KIA|SIA|GPA|IDA|ROA|IPA|NPA|NVA)[A-Z0-9]{16}|aws_?secret|BEGIN [A-Z ]*PRIVATE KEY|"private_key"|\bnpm_\w{30}|_authToken|:\/\/[^\s/:@"'`]*:[^\s/@"'`]+@|\bxox[a-z]-|hooks\.slack\.com\/services\/|\bSG\.[\w-]{16}|\bshp[a-z]{2}_\w{20}|\bgh[a-z]_\w{30}|github_pat_|\bglpat-|\bgl(?:c|sa)_\w{20}|\bsk-[\w-]{20}|\bgsk_\w{20}|\bhf_\w{20}|\blin_api_|\b(?:secret|ntn)_\w{30}|\bops_eyJ|\bhv[sbr]\.\w{20}|\bvc[a-z]{1,2}_\w{20}|\bdapi[0-9a-f]{30}|\bdckr_pat_|\bfigd_/i;

/** By the names of secretlint's messages. What is missing is no secret by itself. */
const nouns: Readonly<Record<string, string>> = {
  AWSSecretAccessKey: 'secret key of AWS', AWSAccessKeyID: 'key ID of AWS', PrivateKeyP12: 'private key of Google Cloud', PrivateKeyJSON: 'private key of Google Cloud', PrivateKey: 'private key',
  PackageJSON_xOauthToken: 'token of GitHub', Npmrc_authToken: 'token of npm', NPM_ACCESS_TOKEN: 'token of npm', BasicAuth: 'address with a password', SLACK_TOKEN: 'token of Slack', IncomingWebhook: 'webhook of Slack',
  SENDGRID_KEY: 'key of SendGrid', SHOPIFY_KEY: 'key of Shopify', GITHUB_TOKEN: 'token of GitHub', GITLAB_PERSONAL_ACCESS_TOKEN: 'token of GitLab', GRAFANA_CLOUD_API_TOKEN: 'token of Grafana', GRAFANA_SERVICE_ACCOUNT_TOKEN: 'token of Grafana',
  OPENAI_TOKEN: 'key of OpenAI', ANTHROPIC_API_KEY: 'key of Anthropic', GROQ_API_KEY: 'key of Groq', HUGGINGFACE_USER_ACCESS_TOKEN: 'token of Hugging Face', LINEAR_API_TOKEN: 'token of Linear', NOTION_INTEGRATION_TOKEN: 'token of Notion', OPS_TOKEN: 'token of 1Password',
  MongoDBConnection: 'connection string with a password', MySQLConnection: 'connection string with a password', PostgreSQLConnection: 'connection string with a password',
  HASHICORP_VAULT_SERVICE_TOKEN: 'token of Vault', HASHICORP_VAULT_BATCH_TOKEN: 'token of Vault', HASHICORP_VAULT_RECOVERY_TOKEN: 'token of Vault', VERCEL_PERSONAL_ACCESS_TOKEN: 'token of Vercel', VERCEL_INTEGRATION_TOKEN: 'token of Vercel',
  VERCEL_APP_ACCESS_TOKEN: 'token of Vercel', VERCEL_APP_REFRESH_TOKEN: 'token of Vercel', VERCEL_AI_GATEWAY_API_KEY: 'key of Vercel', DATABRICKS_PERSONAL_ACCESS_TOKEN: 'token of Databricks', DOCKER_PERSONAL_ACCESS_TOKEN: 'token of Docker', FIGMA_PERSONAL_ACCESS_TOKEN: 'token of Figma',
};

/** What stands for a value and is none. */
const placeholder = /\$\{|\{\{|\$\(|<[^>\s]+>|%[sd]|\.\.\.|x{4,}|\*{3,}|0{8,}|example|sample|change[-_]?me|placeholder|your[-_]?|dummy|fake|redacted|foobar|(?:^|[^a-z])test(?:[^a-z]|$)/i;

/**
 * Finds the secrets in texts, by path. Never rejects: where secretlint cannot be loaded or fails on a text, that text has none, and says so nowhere, as
 * a text without any would.
 */
export async function locateSecrets(texts: readonly NamedText[]): Promise<ReadonlyMap<string, readonly LocatedSecret[]>> {
  const candidates = texts.filter(({ path, text }) => gate.test(text) && !isForShowing(path));
  if (candidates.length === 0) return new Map();
  const [{ lintSource }, { creator }] = await Promise.all([import('@secretlint/core'), import('@secretlint/secretlint-rule-preset-recommend')]);
  const config: SecretLintCoreConfig = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] };
  const found = await Promise.all(candidates.map(async ({ path, text }) => {
    const { messages } = await lintSource({ source: { filePath: path, content: text, ext: path.slice(path.lastIndexOf('.')), contentType: 'text' }, options: { config, noPhysicFilePath: true } });
    return [path, messages.flatMap(({ messageId, range: [start, end] }) => secretOf(text, messageId, start, end))] as const;
  }));
  return new Map(found.filter(([, secrets]) => secrets.length > 0));
}

/** Comments show the form of an address. */
function isComment(text: string, start: number): boolean {
  return /^\s*(?:#|\/\/|\/?\*|--|;)/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
}

/** Examples of settings hold what looks like values. */
function isForShowing(path: string): boolean {
  return /(?:^|[/._-])(?:example|examples|sample|template|dist|defaults?|test|tests|ci|mocks?|fixtures?|docs?)(?:[/._-]|$)/i.test(path) && !/\.[cm]?[jt]sx?$/.test(path);
}

function secretOf(text: string, messageId: string, start: number, end: number): readonly LocatedSecret[] {
  const noun = nouns[messageId];
  const value = text.slice(start, end);
  if (noun === undefined || placeholder.test(value)) return [];
  if (/^(?:BasicAuth|\w+Connection)$/.test(messageId) && (!isRemoteWithPassword(value) || isComment(text, start))) return [];
  return [{ start, end: start + value.trimEnd().length, value, noun, ...(messageId === 'AWSAccessKeyID' && { minor: true as const }) }];
}

const common = new Set(['password', 'passwd', 'pass', 'pw', 'pwd', 'secret', 'postgres', 'postgresql', 'mysql', 'mongo', 'mongodb', 'root', 'admin', 'user', 'username', 'guest', 'rabbitmq', 'redis', 'prisma', 'dev', 'local', 'docker', 'token', 'key']);

/** `postgres://user:password@localhost/db` keeps nobody out: it is for developing. */
function isRemoteWithPassword(value: string): boolean {
  const [, user = '', password = '', host = ''] = /:\/\/([^:@/\s]*):([^@/\s]+)@([^\s/:?"'`;,)]+)/.exec(value) ?? [];
  const isLocal = /^(?:localhost|127\.|0\.0\.0\.0|\[|host\.docker\.internal|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/i.test(host) || !host.includes('.') || /\.(?:local|localhost|internal|test|invalid|example)$/i.test(host) || /(?:^|\.)(?:host|domain|hostname|server)\.\w+$/i.test(host);
  return password !== '' && !isLocal && (user === '' || !password.toLowerCase().startsWith(user.toLowerCase())) && !common.has(password.toLowerCase());
}
