import type { Artifacts } from '../../artifacts/artifacts.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import { folderOf } from '../../files/posix-path.js';

const runsPm2 = /(?:^|[\s"'/])pm2(?:-runtime|-docker)?(?=$|[\s"'])/;

/**
 * What starts a package under pm2 in production; nothing where it is started otherwise, or another signal is chosen. pm2 ends its apps with SIGINT,
 * and not with the signal that it gets itself: https://pm2.keymetrics.io/docs/usage/signals-clean-restart/
 */
export function startedByPm2(artifacts: Artifacts, dir: string): string | undefined {
  const choosesSignal = [...artifacts.packages.files, ...artifacts.dockerfiles.files, ...artifacts.compose.files, ...artifacts.pm2.files].some(({ text }) => text.includes('PM2_KILL_SIGNAL'));
  if (choosesSignal) return undefined;
  const manifest = artifacts.packages.files.find(({ path }) => folderOf(path) === dir);
  const script = ['start', 'start:prod', 'start:production', 'prod'].find((name) => runsPm2.test(manifest?.value.scripts.get(name)?.command ?? ''));
  if (script !== undefined) return `the script ${script}`;
  return artifacts.dockerfiles.files.find(({ path, value }) => folderOf(path) === dir && !isForDevelopment(path) && [value.entrypoint, value.command].some((command) => command !== undefined && runsPm2.test(command.form === 'shell' ? command.line : command.words.join(' '))))?.path;
}
