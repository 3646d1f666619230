import type { Project } from '../../src/analysis/project.js';
import { envSecrets, isNoProduction } from '../../src/analysis/security/env-secrets.js';
import { isInsistedOn } from '../../src/analysis/security/secret-value.js';
import { secretVariables } from '../../src/analysis/security/secret-variables.js';
import { secretsGivenIn, type GivenSecret } from '../../src/analysis/security/secrets.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { requireVariable, takeFromVariable } from '../../src/fix/required-variable.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-hardcoded-secret';
const unplaced = { rule: id, reach: 'unknown', trace: [], confidence: 'high', fixes: [], data: {} } as const;

export default defineRule({
  meta: {
    id,
    area: 'security',
    item: 'secrets',
    mode: 'Secrets in the code: whoever reads the repository gets in',
    summary: 'Keys, tokens and passwords come from the environment, without a value that stands in the code.',
    why: 'What stands in a repository is known to everybody who ever read it: former colleagues, a laptop that was lost, a fork, the logs of a build. A key that signs tokens lets them be any user. A default for such a key is the same: it works everywhere where somebody forgot to set the variable, and nothing says so.',
    how: 'Looks at what is given to libraries as a key or password: jsonwebtoken, express-session, cookie-session, cookie-parser, the plugins of Fastify, @nestjs/jwt, passport-jwt, express-jwt, koa-jwt, iron-session, NextAuth, better-auth, createHmac and createCipheriv of node:crypto, and the password of a database. It fails where a text stands there, also in another file, and where one stands behind `??`, `||` or `default()` of a schema and nothing stops the process for want of the variable. It passes with a variable of the environment. The scan also asks of every variable whose name says that it is a secret whether the code has a default for it (behind `||` and `??`, given to a helper beside the variable, or to `get` of a configuration), which is a warning, an info for the password of a database, and an error where a key is given to a library from a setting of the same name (`secret: config.server.secret`). It runs the recommended rules of secretlint over the code and the files of configuration, and looks at `.env` files that git does not ignore; examples, placeholders and passwords of local databases do not count. No output shows a value.',
    coverage: { practice: 'secrets from outside', sites: 'places that hold or need a secret' },
    level: 'error',
    weakness: 798,
    hides: true,
    gate: ['ecret', 'jsonwebtoken', 'jwt', 'ession', 'ookie', 'rypto', 'assword', 'auth', 'Auth'],
    examples: [
      { title: 'A default key', reports: [3], code: "import jwt from 'jsonwebtoken';\nexport function tokenFor(user: string) {\n  return jwt.sign({ user }, process.env.JWT_SECRET ?? 'development', { expiresIn: '1h' });\n}\n" },
      { title: 'A key in the code', reports: [4], code: "import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(session({ secret: 'keyboard cat', store: stores.shared, resave: false, saveUninitialized: false }));\n" },
      { title: 'A key of the environment', reports: [], code: "import { createHmac } from 'node:crypto';\nexport function signed(text: string) {\n  return createHmac('sha256', process.env.SIGNING_KEY).update(text).digest('hex');\n}\n" },
      { title: 'A key of the environment, which must be there', reports: [], code: "import jwt from 'jsonwebtoken';\nconst secret = process.env.JWT_SECRET;\nif (!secret) throw new Error('JWT_SECRET is not set');\nexport function tokenFor(user: string) {\n  return jwt.sign({ user }, secret, { expiresIn: '1h' });\n}\n" },
    ],
    blindSpots: [
      'In ESLint only what is given to a known library is judged: secretlint works asynchronously, so that the forms of tokens and the files of environments are left to the scan.',
      'Keys that are given to code of the project, and from there to no known library, are not seen.',
      'Older commits are not read: a secret that was removed is still known.',
      'Whether a variable holds a strong key, and who may read it, is not seen.',
    ],
    fix: { offers: 'Takes a secret from its variable and fails where that is missing, in place of a default, and from a variable of a new name in place of a text. A secret that stood in the repository has to be replaced besides, which no change of the code can do.' },
  },
  *file({ file, project }) {
    for (const secret of secretsGivenIn(project, file)) if (!project.isScript(file)) yield ofGiven(project, secret);
    for (const { start, end, value, noun, minor } of project.secrets.get(file) ?? []) {
      yield { ...unplaced, span: { file, start, end }, outcome: 'fail', ...(minor && { level: 'warning' }), ...told(noun), hidden: [value] };
    }
  },
  *project({ project, artifacts }) {
    yield* ofVariables(project);
    for (const [file, secrets] of project.secrets) {
      if (project.evaluator.facts(file)) continue;
      const isDevelopment = isNoProduction(file);
      for (const { start, end, value, noun, minor } of secrets) {
        yield { ...unplaced, span: { file, start, end }, outcome: 'fail', ...(isDevelopment ? { level: 'info', covered: true } : minor && { level: 'warning' }), ...told(noun), hidden: [value] };
      }
    }
    for (const { path, text } of artifacts.environmentFiles.files) {
      if (isNoProduction(path)) continue;
      for (const { name, value, start, end } of envSecrets(text)) {
        if (project.secrets.get(path)?.some((s) => s.start < end + value.length + 3 && start < s.end)) continue;
        yield { ...unplaced, span: { file: path, start, end }, outcome: 'fail', level: 'warning', confidence: 'medium', message: `${name} has a value in ${path}, which git does not ignore: whoever reads the repository knows it`, help: 'Add the file to .gitignore, keep an example without values, and replace the secret where it is in use.', hidden: [value] };
      }
    }
  },
});

/** Variables whose use no known library shows. */
function* ofVariables(project: Project): Iterable<Evidence> {
  const variables = secretVariables(project);
  if (variables.length === 0) return;
  const secrets = [...project.evaluator.sources.files.keys()].filter((file) => !project.isScript(file)).flatMap((file) => secretsGivenIn(project, file));
  const given = new Set(secrets.flatMap(({ value }) => ('variable' in value && value.variable !== undefined ? [value.variable] : [])));
  for (const { file, variable, start, end, otherwise, under } of variables) {
    if (given.has(variable)) continue;
    const base = { ...unplaced, span: { file, start, end }, data: { variable } } as const;
    if (otherwise === undefined || isInsistedOn(project, variable, otherwise)) {
      yield otherwise === undefined ? { ...base, outcome: 'pass', message: `${variable} comes from the environment` } : { ...base, hidden: [otherwise], outcome: 'pass', message: `The process does not go on without ${variable}` };
      continue;
    }
    const use = under !== undefined && variables.every((v) => v.under !== under || v.variable === variable) ? secrets.find((s) => s.under === under && !s.model.noun.startsWith('password') && isOfOnePackage(project, s.ref.file, file)) : undefined;
    if (use) yield {
      ...base, hidden: [otherwise], outcome: 'fail', confidence: 'medium', trace: [{ span: spanOf(project, use.ref), message: `the ${use.model.noun} is taken from a setting of the same name, ${under ?? ''}` }],
      message: `${variable} has a default in the code, and ${nameOfCall(project, use.ref) || use.entry.name} takes what is called ${under ?? ''} as the ${use.model.noun}: wherever it is not set, whoever has read the repository can ${use.model.allows}`,
      help: `Remove the default, and fail at the start when ${variable} is missing.`,
    };
    else yield {
      ...base, hidden: [otherwise], outcome: 'fail', fixes: requireVariable(project, file, variable, otherwise), level: isOfDatabase(variable) ? 'info' : 'warning', confidence: 'medium',
      message: `${variable} has a default in the code: wherever it is not set, whoever has read the repository knows it`, help: `Remove the default, and fail at the start when ${variable} is missing.`,
    };
  }
}

function isOfOnePackage({ evaluator }: Project, one: string, other: string): boolean {
  const { resolver } = evaluator.sources;
  return resolver.folderOf(one) === resolver.folderOf(other);
}

/** A database is seldom reached by those who only know its password. */
function isOfDatabase(variable: string): boolean {
  return /(?:^|_)(?:DB|DATABASE|POSTGRES|PG|PGSQL|MYSQL|MARIADB|MONGO|MONGODB|REDIS|SQL|RABBITMQ|AMQP)_?(?:\w+_)?PASS(?:WORD|WD)$/.test(variable);
}

/** The value is never a part of a message. */
function told(noun: string): { readonly message: string; readonly help: string } {
  return { message: `A ${noun} stands in the repository: whoever reads it can use it`, help: 'Revoke it, since older commits keep it, and take the new one from the environment or a store of secrets.' };
}

/** What a variable for a secret is called, where nothing says so. */
function variableFor(noun: string): string {
  if (noun.includes('database')) return 'DATABASE_PASSWORD';
  if (noun.includes('token')) return 'JWT_SECRET';
  return noun.includes('session') ? 'SESSION_SECRET' : noun.includes('cookie') ? 'COOKIE_SECRET' : 'SECRET_KEY';
}

function ofGiven(project: Project, { ref, entry, model, value }: GivenSecret): Evidence {
  const { reach, trace } = wayTo(project, ref);
  const name = nameOfCall(project, ref) || entry.name;
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'high', fixes: [], data: { library: entry.id, call: name } } as const;
  switch (value.is) {
    case 'unknown': return { ...base, outcome: 'unknown', message: `Where the ${model.noun} of ${name} comes from is not seen` };
    case 'environment': return { ...base, outcome: 'pass', message: `The ${model.noun} of ${name} comes from ${value.variable}` };
    case 'random': return { ...base, outcome: 'pass', message: `The ${model.noun} of ${name} is made at random` };
    case 'written': case 'default': break;
  }
  const hidden = [value.value];
  if (value.is === 'default' && isInsistedOn(project, value.variable, value.value)) return { ...base, hidden, outcome: 'pass', message: `The process does not go on without ${value.variable ?? `the ${model.noun}`}` };
  const variable = value.variable ?? 'the variable';
  const isPassword = model.noun.startsWith('password');
  return {
    ...base, hidden, outcome: 'fail',
    fixes: value.is === 'written' ? takeFromVariable(project, ref.file, value.value, variableFor(model.noun)) : value.variable === undefined ? [] : requireVariable(project, ref.file, value.variable, value.value),
    ...(isPassword && (value.is === 'default' ? { level: 'info', covered: true } : { level: 'warning' })),
    message: value.is === 'written'
      ? `The ${model.noun} of ${name} stands in the code: whoever has read the repository can ${model.allows}`
      : `The ${model.noun} of ${name} has a default in the code: wherever ${variable} is not set, whoever has read the repository can ${model.allows}`,
    help: value.is === 'written' ? 'Take it from the environment, fail at the start when it is missing, and replace the key: older commits keep this one.' : `Remove the default, and fail at the start when ${variable} is missing.`,
  };
}
