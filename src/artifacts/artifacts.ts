import type { ArtifactText, ArtifactTexts } from '../files/artifact-files.js';
import { artifactOf, type Artifact, type ArtifactFile, type Reading, type UnreadableFile } from './artifact.js';
import { readCompose, type ComposeService } from './compose.js';
import { readDockerfile, type Dockerfile } from './dockerfile.js';
import { readManifestFiles, type ManifestFile } from './manifests.js';
import { readAlertRules, readDashboard, readTerraform, type AlertRule, type Dashboard } from './monitoring.js';
import { readCodeowners, readEnvNames, readPm2, readProcfile, readScripts, readServerless, type PackageScripts, type Pm2App, type ProcessEntry } from './process-files.js';
import { readWorkflow, type Workflow } from './workflows.js';
import { readYaml, type YamlNode } from './yaml.js';

type Reader<T> = (path: string, text: string) => Reading<T>;

/** What a project holds besides its source: each kind is parsed once, when it is first asked for. */
export class Artifacts {
  private readonly known = new Map<string, Artifact<unknown>>();

  constructor(private readonly input: ArtifactTexts) {}

  /** The scanned folder is a part of a larger repository: what is absent here may stand there. */
  get partOfRepository(): boolean {
    return this.input.partOfRepository;
  }

  /** Whether any file of the repository may be a page, or become one when it is built. */
  get holdsPages(): boolean {
    return this.input.holdsPages;
  }

  get dockerfiles(): Artifact<Dockerfile> {
    return this.read('dockerfiles', /(?:^|\/)(?:docker|container)file(?:[.-][^/]*)?$|\.(?:docker|container)file$/i, (_, text) => readDockerfile(text));
  }

  get compose(): Artifact<readonly ComposeService[]> {
    return this.read('compose', /\.ya?ml$/i, readCompose, /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i);
  }

  get manifests(): Artifact<ManifestFile> {
    return this.once('manifests', () => readManifestFiles(this.input.files));
  }

  get workflows(): Artifact<Workflow> {
    return this.read('workflows', /(?:^|\/)(?:\.github\/workflows\/|\.gitlab)[^]*\.ya?ml$/, readWorkflow);
  }

  get alertRules(): Artifact<readonly AlertRule[]> {
    return this.read('alertRules', /\.(?:ya?ml|tf)$/i, (path, text) => (path.endsWith('.tf') ? readTerraform(text, 'alerts') : readAlertRules(text)), /(?!)/);
  }

  get dashboards(): Artifact<readonly Dashboard[]> {
    return this.read('dashboards', /\.(?:json|ya?ml|tf)$/i, (path, text) => (path.endsWith('.tf') ? dashboardsOfTerraform(text) : readDashboard(path, text)), /dashboard[^/]*\.json$/i);
  }

  /** Terraform, as text. */
  get terraform(): Artifact<string> {
    return this.read('terraform', /\.tf$/, (_, text) => ({ is: 'read', value: text }));
  }

  /** Templates of CloudFormation and SAM, and what serverless.yml holds of them. */
  get awsTemplates(): Artifact<YamlNode> {
    return this.read('awsTemplates', /\.ya?ml$/i, readAwsTemplate, /(?!)/);
  }

  get packages(): Artifact<PackageScripts> {
    return this.read('packages', /(?:^|\/)package\.json$/, (_, text) => readScripts(text));
  }

  get procfiles(): Artifact<readonly ProcessEntry[]> {
    return this.read('procfiles', /(?:^|\/)procfile(?:\.[^/]*)?$/i, (_, text) => readProcfile(text));
  }

  get pm2(): Artifact<readonly Pm2App[]> {
    return this.read('pm2', /(?:^|\/)(?:ecosystem|pm2)[^/]*\.(?:c?js|json)$/, readPm2);
  }

  get serverless(): Artifact<readonly string[]> {
    return this.read('serverless', /(?:^|\/)serverless[^/]*\.ya?ml$/, readServerless);
  }

  get codeowners(): Artifact<readonly { readonly pattern: string; readonly owners: readonly string[] }[]> {
    return this.read('codeowners', /(?:^|\/)codeowners$/i, (_, text) => readCodeowners(text));
  }

  /** Names of variables only. */
  get environmentFiles(): Artifact<readonly string[]> {
    return this.read('environmentFiles', /(?:^|\/)\.env[^/]*$/, (_, text) => readEnvNames(text));
  }

  /** Schemas of Prisma, as text. */
  get prismaSchemas(): Artifact<string> {
    return this.read('prismaSchemas', /\.prisma$/, (_, text) => ({ is: 'read', value: text }));
  }

  /** Shell scripts, as text: entry points of containers are followed into them. */
  get shellScripts(): Artifact<string> {
    return this.read('shellScripts', /\.sh$|(?:^|\/)(?:docker-)?entrypoint[^/]*$/, (_, text) => ({ is: 'read', value: text }));
  }

  /** Folders of migrations, with the names in them. */
  get migrationFolders(): ReadonlyMap<string, readonly string[]> {
    return this.input.folders;
  }

  /** The text of a candidate, for places and frames. */
  textOf(path: string): string | undefined {
    const file = this.input.files.find((one) => one.path === path);
    return file && 'text' in file ? file.text : undefined;
  }

  /** Whether the repository holds a file of this name anywhere among the candidates. */
  hasFile(name: RegExp): boolean {
    return this.input.files.some(({ path }) => name.test(path));
  }

  private once<T>(kind: string, compute: () => Artifact<T>): Artifact<T> {
    const known = this.known.get(kind);
    if (known) return known as Artifact<T>;
    const found = compute();
    this.known.set(kind, found);
    return found;
  }

  /** @param named which files are of the kind whatever they hold: those that cannot be read are told of */
  private read<T>(kind: string, candidates: RegExp, reader: Reader<T>, named: RegExp = candidates): Artifact<T> {
    return this.once(kind, () => {
      const files: ArtifactFile<T>[] = [];
      const unreadable: UnreadableFile[] = [];
      for (const file of this.input.files) if (candidates.test(file.path)) readOne(file, reader, named, files, unreadable);
      return artifactOf(files, unreadable);
    });
  }
}

function readOne<T>(file: ArtifactText, reader: Reader<T>, named: RegExp, files: ArtifactFile<T>[], unreadable: UnreadableFile[]): void {
  if (!('text' in file)) {
    if (named.test(file.path)) unreadable.push(file);
    return;
  }
  let reading: Reading<T>;
  try {
    reading = reader(file.path, file.text);
  } catch (error) {
    // A parser that gives up on a file must not take the others with it.
    reading = { is: 'broken', message: `cannot be parsed (${error instanceof Error ? error.message : String(error)})` };
  }
  if (reading?.is === 'read') files.push({ path: file.path, text: file.text, value: reading.value });
  else if (reading) unreadable.push({ path: file.path, reason: 'broken', message: reading.message });
}

function dashboardsOfTerraform(text: string): Reading<readonly Dashboard[]> {
  const found = readTerraform(text, 'dashboards');
  return found?.is === 'read' ? { is: 'read', value: found.value.map(({ name, range }) => ({ title: name, range, queries: [], shows: undefined })) } : undefined;
}

function readAwsTemplate(path: string, text: string): Reading<YamlNode> {
  if (!/^AWSTemplateFormatVersion\s*:|\bAWS::\w+::\w+/m.test(text) && !/(?:^|\/)serverless[^/]*\.ya?ml$/.test(path)) return undefined;
  const read = readYaml(text);
  const [root] = read.ok ? read.documents : [];
  return root ? { is: 'read', value: root } : undefined;
}
