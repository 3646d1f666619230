/** Which files may say how a service is built, run, watched or deployed. Names only: nothing here touches the disk. */

/** Generated, foreign, or about other projects than this one. */
const outOfScope = new Set([
  ...['node_modules', 'bower_components', 'dist', 'coverage', 'vendor', 'third_party', 'cdk.out'],
  ...['test', 'tests', '__tests__', '__mocks__', '__snapshots__', 'e2e', 'fixtures', '__fixtures__', 'examples', 'example', 'samples', 'testdata', 'cypress', 'playwright', 'locales', 'i18n'],
]);

/** Folders with a dot hold some tool's state, but for these. */
const dotFolders = new Set(['.github', '.gitlab', '.docker', '.deploy', '.deployment', '.k8s', '.kube', '.kubernetes', '.helm', '.infra', '.ci', '.circleci', '.platform', '.aws', '.ebextensions']);

/** Whether the search goes down into a folder. */
export function isArtifactFolder(name: string): boolean {
  return name.startsWith('.') ? dotFolders.has(name) : !outOfScope.has(name);
}

const byName = [
  /^(?:dockerfile|containerfile)(?:[.-].*)?$|\.(?:dockerfile|containerfile)$/i,
  /\.ya?ml$/i,
  /^package\.json$/,
  /^procfile(?:\..*)?$/i,
  /^(?:nginx[\w.-]*\.conf(?:\.\w+)?|default\.conf(?:\.\w+)?|caddyfile(?:\.\w+)?|haproxy[\w.-]*\.cfg|(?:apache2?|httpd|traefik|envoy)\.(?:conf|toml))$/i,
  /^codeowners$/i,
  /^\.env(?:\.[\w.-]+)?$/,
  /\.tf$/,
  /\.prisma$/,
  /^(?:ecosystem|pm2)(?:\.[\w-]+)*\.(?:c?js|json)$/,
  /\.sh$|^(?:docker-)?entrypoint[\w.-]*$/,
  /^(?:app|railway|vercel|now|heroku)\.json$/,
  /^(?:fly(?:\.[\w-]+)?|railway|nixpacks|render)\.toml$/,
  /^\.(?:sequelizerc|mocharc)$|^(?:drizzle|knexfile|ormconfig|mikro-orm|database)\b.*\.(?:[cm]?[jt]s|json)$/,
];

/** A folder of the path says that a JSON file is a dashboard. */
const dashboard = /(?:^|[/_-])(?:grafana|dashboards?)(?:[/_.-].*)?\.json$/i;
/** Lockfiles are YAML, too. */
const lockfile = /^(?:pnpm-lock|yarn-lock)\.ya?ml$/;

/** Whether a file is a candidate, by its posix path below the root. */
export function isArtifactName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !lockfile.test(name) && (byName.some((pattern) => pattern.test(name)) || dashboard.test(path));
}

/** Whether a browser shows such a file, or what a build makes of it. */
export function isPageName(name: string): boolean {
  return /\.(?:html?|vue|svelte|astro|[jt]sx)$/i.test(name);
}

const migrations = /^(?:db[-_])?migrations?$/i;

/** What a folder holds: by its name, by that of the folder around it (one for each database), or by what a tool keeps there: the journal of drizzle-kit and the lock of Prisma. */
export function contentKind(folder: string, around: string, names: readonly string[]): 'migrations' | undefined {
  if (migrations.test(folder) || names.includes('migration_lock.toml')) return 'migrations';
  const isDrizzles = names.includes('meta') && names.some((name) => /^\d{4}_.+\.sql$/.test(name));
  return isDrizzles || (migrations.test(around) && names.length > 0) ? 'migrations' : undefined;
}

/** Words in a path by which it is for developing, testing or showing, and not for production. */
const development = new Set(['dev', 'develop', 'development', 'devcontainer', 'local', 'localhost', 'test', 'tests', 'testing', 'e2e', 'ci', 'example', 'examples', 'sample', 'demo', 'playground', 'docs', 'debug', 'minikube', 'kind', 'benchmark', 'storybook']);

/** Whether a path says that what it holds does not run in production: `docker-compose.dev.yml`, `k8s/overlays/local/app.yaml`. */
export function isForDevelopment(path: string): boolean {
  return path.toLowerCase().split(/[/._-]+/).some((word) => development.has(word));
}
