import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliveryOf, deliveryOfLine, type DeliveryContext } from '../src/analysis/deployment/delivery.js';
import { shellOfImage } from '../src/analysis/deployment/shells.js';
import { Artifacts } from '../src/artifacts/artifacts.js';
import { readCommandLine } from '../src/artifacts/command-line.js';
import { readCompose } from '../src/artifacts/compose.js';
import { readDockerfile } from '../src/artifacts/dockerfile.js';
import { renderTemplate } from '../src/artifacts/go-template.js';
import { workloadOf } from '../src/artifacts/kubernetes.js';
import { readYaml, yamlAt, yamlText } from '../src/artifacts/yaml.js';
import { readArtifactTexts } from '../src/files/artifact-files.js';
import { lineStarts, positionAt } from '../src/model/span.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'readiness-artifacts-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function read(files: Readonly<Record<string, string | Buffer>>): Promise<Artifacts> {
  write(files);
  return new Artifacts(await readArtifactTexts(root));
}

describe('finding and reading', () => {
  test('nothing there is absent', async () => {
    const artifacts = await read({ 'src/main.js': '' });
    expect([artifacts.dockerfiles.state, artifacts.compose.state, artifacts.manifests.state, artifacts.workflows.state, artifacts.alertRules.state, artifacts.dashboards.state]).toEqual(Array(6).fill('absent'));
  });

  test('each kind is found by place and content', async () => {
    const artifacts = await read({
      'docker/api.Dockerfile': 'FROM node:20\n', 'stack.yml': 'services:\n  web:\n    image: web\n', 'infra/anything.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n',
      '.github/workflows/ci.yml': 'on: push\njobs:\n  a:\n    steps:\n      - run: npm test\n', '.gitlab-ci.yml': 'deploy:\n  environment: production\n  script:\n    - ./deploy.sh\n',
      'ops/rules.yml': 'groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: up == 0\n', 'ops/main.tf': 'resource "aws_cloudwatch_metric_alarm" "errors" {\n}\n',
      'grafana/api.json': '{ "title": "API", "panels": [{ "targets": [{ "expr": "up" }] }] }', Procfile: 'web: node main.js\n', 'ecosystem.config.js': "module.exports = { apps: [{ script: 'main.js', kill_timeout: 5000 }] };",
      'serverless.yml': 'functions:\n  hello:\n    handler: a.b\n', '.github/CODEOWNERS': '* @team # all\n', '.env.example': 'PORT=3000\nSECRET=x\n', 'db/migrations/001.sql': '', 'package.json': '{\n\t"scripts": { "start": "node main.js" }\n}',
    });
    expect(artifacts.dockerfiles.files.map((f) => f.path)).toEqual(['docker/api.Dockerfile']);
    expect(artifacts.compose.files.map((f) => f.value[0]?.name)).toEqual(['web']);
    expect(artifacts.manifests.files.map((f) => f.value.resources[0]?.kind)).toEqual(['Service']);
    expect(artifacts.workflows.files.map((f) => [f.value.kind, f.value.steps[0]?.run, ...f.value.environments])).toEqual([['github', 'npm test'], ['gitlab', './deploy.sh', 'production']]);
    expect(artifacts.alertRules.files.flatMap((f) => f.value.map((r) => r.name))).toEqual(['errors', 'Down']);
    expect(artifacts.dashboards.files.map((f) => f.value[0]?.queries)).toEqual([['up']]);
    expect(artifacts.procfiles.files[0]?.value[0]?.command).toBe('node main.js');
    expect(artifacts.pm2.files[0]?.value).toEqual([{ name: '', script: 'main.js', killTimeout: 5000 }]);
    expect(artifacts.serverless.files[0]?.value).toEqual(['hello']);
    expect(artifacts.codeowners.files[0]?.value).toEqual([{ pattern: '*', owners: ['@team'] }]);
    expect(artifacts.environmentFiles.files[0]?.value).toEqual(['PORT', 'SECRET']);
    expect(artifacts.migrationFolders).toEqual(new Map([['db/migrations', ['001.sql']]]));
    expect(artifacts.packages.files[0]?.value.scripts.get('start')?.command).toBe('node main.js');
  });

  test('what cannot be read says why', async () => {
    write({ Dockerfile: Buffer.from([70, 0, 1]), 'compose.yaml': 'services: [', '.github/workflows/a.yml': 'on: {', '.env': Buffer.alloc(1024 * 1024 + 1, 65), 'a.Dockerfile': 'RUN x\n' });
    symlinkSync('loop', join(root, 'Procfile'));
    symlinkSync('Procfile', join(root, 'loop'));
    const artifacts = new Artifacts(await readArtifactTexts(root));
    expect(artifacts.dockerfiles.unreadable.map((u) => u.reason)).toEqual(['binary', 'broken']);
    expect([artifacts.dockerfiles.state, artifacts.compose.unreadable[0]?.reason, artifacts.workflows.unreadable[0]?.reason, artifacts.environmentFiles.unreadable[0]?.reason, artifacts.procfiles.unreadable[0]?.reason]).toEqual(['unreadable', 'broken', 'broken', 'too large', 'cannot be read']);
  });

  test('of more files than anybody wrote by hand those that lie deep are left, and that is told', async () => {
    write({ 'deploy/Dockerfile': 'FROM a\n', 'package.json': '{}', ...Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`data/of/${String(at)}.yaml`, 'a: 1\n'])) });
    const texts = await readArtifactTexts(root);
    expect(new Artifacts(texts).dockerfiles.state).toBe('present');
    expect([texts.files.length, texts.problems[0]?.message]).toEqual([5_000, expect.stringMatching(/^5002 files may say .* 5000 of them were read$/)]);
  });

  test('tests, what git ignores and links back into the project are left out', async () => {
    write({ '.gitignore': 'gen/\n', 'gen/Dockerfile': 'FROM a\n', 'test/Dockerfile': 'FROM a\n', 'node_modules/a/Dockerfile': 'FROM a\n', Dockerfile: 'FROM a\n' });
    symlinkSync(root, join(root, 'again'));
    const artifacts = new Artifacts(await readArtifactTexts(root));
    expect(artifacts.dockerfiles.files.map((f) => f.path)).toEqual(['Dockerfile']);
  });
});

describe('Dockerfiles', () => {
  const value = (text: string) => {
    const reading = readDockerfile(text);
    return reading?.is === 'read' ? reading.value : undefined;
  };

  test('the last stage, and those that it is built from', () => {
    const read = value('ARG V=20\nFROM node:${V}-alpine AS base\nEXPOSE 3000\nSTOPSIGNAL SIGINT\nFROM base AS build\nCMD ["a"]\nFROM base\nCMD ["node", "a b.js"]\n');
    expect([read?.image, read?.command?.words, read?.stopSignal?.signal, read?.ports[0]?.port]).toEqual(['node:20-alpine', ['node', 'a b.js'], 'SIGINT', 3000]);
  });

  test('a list that is no JSON is a line for the shell', () => {
    expect(value("FROM a\nCMD ['node', 'a.js']\n")?.command).toMatchObject({ form: 'shell', line: "['node', 'a.js']" });
  });

  test('an entry point takes the command of the stages below it away', () => {
    expect(value('FROM a AS b\nCMD ["x"]\nFROM b\nENTRYPOINT ["y"]\n')?.command).toBeUndefined();
  });

  test('the place of a command', () => {
    const text = 'FROM a\n\nCMD ["x"]\n';
    expect(positionAt(lineStarts(text), value(text)?.command?.range[0] ?? 0)).toEqual({ line: 3, column: 1 });
  });
});

describe('charts', () => {
  const values = readYaml('image:\n  tag: 1.2.3\non: true\noff: false\nname: web\nresources:\n  limits: { cpu: 1 }\n');
  const rendered = (source: string) => renderTemplate(source, values.ok ? values.documents[0] : undefined)?.text;

  test.each([
    ['a: {{ .Values.image.tag }}', 'a: 1.2.3'],
    ['a: {{ .Values.image.tag | quote }}', 'a: "1.2.3"'],
    ['a: {{ .Values.none | default "x" }}', 'a: x'],
    ['a: {{ .Release.Name }}-web', 'a: __unrendered__-web'],
    ['{{- if .Values.on }}\na: 1\n{{- else }}\na: 2\n{{- end }}', '\na: 1'],
    ['{{- if not .Values.on }}\na: 1\n{{- else if eq .Values.name "web" }}\na: 2\n{{- end }}', '\na: 2'],
    ['{{- with .Values.image }}\na: {{ .tag }}\n{{- end }}', '\na: 1.2.3'],
    ['{{- /* a: 1 */ -}}b: 1', 'b: 1'],
  ])('%s', (source, text) => {
    expect(rendered(source)).toBe(text);
  });

  test('what is not known stays open, and the rest is read with its places', () => {
    const source = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "n" . }}\nspec:\n  replicas: 3\n  template:\n    spec:\n      {{- with .Values.sidecars }}\n      initContainers: []\n      {{- end }}\n      containers:\n        - name: web\n          image: {{ .Values.name }}\n          {{- if .Capabilities.x }}\n          readinessProbe: {}\n          {{- end }}\n';
    const result = renderTemplate(source, values.ok ? values.documents[0] : undefined);
    const read = readYaml(result?.text ?? '');
    const workload = read.ok && read.documents[0] ? workloadOf({ kind: 'Deployment', apiVersion: 'apps/v1', name: '', root: read.documents[0] }) : undefined;
    expect([workload?.containers[0]?.image, workload?.containers[0]?.open, workload?.open]).toEqual(['web', true, false]);
    const replicas = workload?.replicas;
    const at = typeof replicas === 'object' ? (result?.sourceOf(replicas.range[0]) ?? 0) : 0;
    expect(positionAt(lineStarts(source), at)).toEqual({ line: 6, column: 13 });
  });

  test('blocks that do not fit together are none', () => {
    expect(rendered('{{ if .Values.on }}')).toBeUndefined();
    expect(rendered('{{ end }}')).toBeUndefined();
  });
});

describe('YAML', () => {
  test('anchors, merge keys, tags and circles', () => {
    const read = readYaml('base: &b { image: x }\nweb:\n  <<: *b\n  port: !env 1\nloop: &l\n  again: *l\n');
    expect(read.ok && yamlText(yamlAt(read.documents[0], 'web', 'image'))).toBe('x');
  });

  test('a document that nests for ever is an answer', () => {
    expect(readYaml('['.repeat(100_000)).ok).toBe(false);
  });
});

const context: DeliveryContext = { shell: 'dash', rest: [], yarn: 'classic', scriptOf: (name) => ({ start: 'node main.js', chain: 'node a.js && exec node main.js' })[name], shellScript: (name) => ({ 'run.sh': '#!/bin/sh\nset -e\nnode main.js\n', 'exec.sh': '#!/bin/sh\nexec "$@"\n' })[name] };

/** Measured with SIGTERM on Node 20: dash 0.5.12, busybox 1.35, bash 5.2, npm 6 to 11, Yarn 1, pnpm 8 to 10. */
describe('who gets the signal', () => {
  test.each([
    [['node', 'main.js'], 'dash', 'delivered'], [['npm', 'start'], 'dash', 'lost'], [['npm', 'start'], 'busybox', 'delivered'], [['npm', 'run', 'chain'], 'dash', 'delivered'],
    [['pnpm', 'start'], 'busybox', 'delivered'], [['yarn', 'start'], 'busybox', 'lost'], [['npm', 'start'], undefined, 'unknown'], [['sh', '-c', 'node main.js'], 'dash', 'lost'],
    [['sh', '-c', 'node main.js'], 'busybox', 'delivered'], [['bash', '-c', 'echo a && node main.js'], 'dash', 'delivered'], [['sh', '-c', 'exec node main.js'], 'dash', 'delivered'],
    [['./run.sh'], 'busybox', 'lost'], [['/app/exec.sh', 'node', 'main.js'], 'dash', 'delivered'], [['tini', '--', 'node', 'main.js'], 'dash', 'delivered'], [['dumb-init', 'npm', 'start'], 'dash', 'lost'],
    [['nodemon', 'main.js'], 'dash', 'lost'], [['postgres'], 'dash', 'other'], [['npm', 'test'], 'dash', 'other'], [['gosu', 'node', 'node', 'main.js'], 'dash', 'delivered'], [['env', 'A=1', 'node', 'main.js'], 'dash', 'delivered'],
  ] as const)('%j with %s: %s', (words, shell, expected) => {
    expect(deliveryOf(words, { ...context, shell }).is).toBe(expected);
  });

  test.each([['node:20', 'dash'], ['docker.io/library/node:20-alpine3.20', 'busybox'], ['node:lts-slim@sha256:aa', 'dash'], ['debian:12', 'dash'], ['amazonlinux:2023', 'bash'], ['gcr.io/distroless/nodejs20', 'none'], ['my/node:20', undefined]])('%s: %s', (image, shell) => {
    expect(shellOfImage(image)).toBe(shell);
  });
});

describe('whatever comes, nothing crashes', () => {
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.array(fc.constantFrom('FROM ', 'a', '\n', 'CMD ', '[', ']', '"', '{{', '}}', 'if ', 'end', '.Values.x', '- ', ': ', '&a ', '*a', '  ', '\\', '#', "'", '$(', '&&', 'apiVersion: v1', 'kind: Deployment', 'services:', '\t', '<<', '|', '---'), { maxLength: 40 }).map((parts) => parts.join('')));

  test('readers', () => {
    fc.assert(fc.property(text, (source) => {
      readYaml(source);
      readDockerfile(source);
      readCompose('compose.yaml', source);
      readCommandLine(source);
      renderTemplate(source, undefined)?.sourceOf(source.length);
      deliveryOfLine(source, 'dash', context);
    }), { numRuns: 2000 });
  });

  test('all artifacts of a project', () => {
    const paths = ['Dockerfile', 'compose.yaml', 'k8s/a.yaml', 'c/Chart.yaml', 'c/values.yaml', 'c/templates/a.yaml', 'kustomization.yaml', '.github/workflows/a.yml', 'a.tf', 'grafana/a.json', 'Procfile', 'package.json', 'pm2.json', 'serverless.yml', 'CODEOWNERS', '.env', 'run.sh'];
    fc.assert(fc.property(fc.array(text, { minLength: paths.length, maxLength: paths.length }), (texts) => {
      const artifacts = new Artifacts({ files: paths.map((path, at) => ({ path, text: texts[at] ?? '' })), folders: new Map(), holdsPages: false, partOfRepository: false, problems: [] });
      for (const kind of ['dockerfiles', 'compose', 'manifests', 'workflows', 'alertRules', 'dashboards', 'packages', 'procfiles', 'pm2', 'serverless', 'codeowners', 'environmentFiles', 'shellScripts'] as const) expect(['present', 'absent', 'unreadable']).toContain(artifacts[kind].state);
      for (const { value, text: source } of artifacts.manifests.files) for (const resource of value.resources) expect(workloadOf(resource)?.range[1] ?? 0).toBeLessThanOrEqual(source.length);
    }), { numRuns: 300 });
  });
});
