import { Option } from 'commander';
import { UsageError } from '../model/usage-error.js';
import { stableJson } from '../report/json.js';
import { renderLibrary, renderUsedLibraries } from '../report/library-text.js';
import { nearestName } from '../statements/nearest-name.js';
import type { AddCommand } from './add-command.js';
import type { CliHost } from './host.js';
import { outputStyle } from './output-style.js';

interface CatalogFlags {
  readonly path: string;
  readonly format: string;
  readonly json?: true;
}

/** `readiness catalog [library]`. */
export const catalogCommand: AddCommand = (program, host) => {
  program
    .command('catalog')
    .description('what is known of a library in the installed version: calls, deadlines, retries, events, and what each statement rests on')
    .argument('[library]', 'a package, a module of Node.js, or the id of an entry; without it, the libraries that the project uses are listed')
    .option('--path <path>', 'the folder of the project, when it is not the current one', '.')
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .option('--json', 'the same as --format json')
    .action(async (library: string | undefined, { path, format, json }: CatalogFlags) => {
      host.stdout.write(await answer(library, path, format === 'json' || json === true, host));
    });
};

async function answer(library: string | undefined, path: string, json: boolean, host: CliHost): Promise<string> {
  const style = outputStyle(host, false);
  if (library === undefined) {
    const used = await host.parts.usedLibraries(path);
    return json ? stableJson(used) : renderUsedLibraries(used, style);
  }
  const known = await host.parts.knownLibrary({ path, library });
  if (!known) throw await unknownLibrary(library, path, host);
  return json ? stableJson(known) : renderLibrary(known, style);
}

async function unknownLibrary(library: string, path: string, host: CliHost): Promise<UsageError> {
  const near = nearestName(library, await host.parts.knownNames(path));
  return new UsageError(`The catalog has no library "${library}".`, near === undefined ? 'docs/configuration.md says how to describe one.' : `Did you mean "${near}"?`);
}
