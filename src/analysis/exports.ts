import type { Value } from '../model/facts.js';
import { unknown, type Abstract } from './abstract.js';
import type { Evaluator } from './evaluate.js';

/** What modules hand to each other, with the interoperation of ESM and CommonJS that Node and the compilers practise. */
export class Exports {
  constructor(private readonly evaluator: Evaluator) {}

  /** What `name` of the module `specifier` is, seen from `file`. `default`, `*` (namespace) and `=` (`require`) have their usual meaning. */
  imported(file: string, specifier: string, name: string): readonly Abstract[] {
    const target = this.evaluator.sources.resolver.resolve(file, specifier);
    switch (target.kind) {
      case 'file': return this.ofFile(target.file, name);
      // `src/generated/prisma/client` of a baseUrl looks like a package.
      case 'package': return /(?:^|\/)generated(?:\/|$)/.test(specifier) && this.evaluator.sources.generatedBy(name) !== undefined ? this.generated(specifier, name) : [libraryRoot(target.subpath ? `${target.name}/${target.subpath}` : target.name, name)];
      case 'builtin': return [libraryRoot(target.name, name)];
      default: return this.generated(specifier, name);
    }
  }

  /** What a tool writes is not in the repository: `import { PrismaClient } from './generated/prisma/client'`. */
  private generated(specifier: string, name: string): readonly Abstract[] {
    const by = this.evaluator.sources.generatedBy(name);
    return [by === undefined ? unknown(`the module ${specifier}, which is not among the scanned files`) : libraryRoot(by, name)];
  }

  private ofFile(file: string, name: string): readonly Abstract[] {
    const facts = this.evaluator.facts(file);
    if (name === '*') return facts?.exports.some((e) => e.name === '=') && !facts.exports.some((e) => e.name === 'default') ? this.wholeOrNamespace(file) : [{ is: 'namespace', file }];
    if (name === '=') return facts?.exports.some((e) => e.name === '=') ? this.named(file, '=') : [{ is: 'namespace', file }];
    return this.named(file, name);
  }

  /** `import * as app from './cjs'` may be called, where the module is a function; an object is reached by its names. */
  private wholeOrNamespace(file: string): readonly Abstract[] {
    const whole = this.named(file, '=');
    return whole.every((v) => v.is === 'object') ? [{ is: 'namespace', file }] : whole;
  }

  /** An export by name, through re-exports and `export *`. */
  named(file: string, name: string): readonly Abstract[] {
    return this.evaluator.guarded(`export:${file}:${name}`, () => this.find(file, name) ?? [unknown(`${name}, which ${file} does not export`)]);
  }

  private find(file: string, name: string): readonly Abstract[] | undefined {
    const facts = this.evaluator.facts(file);
    if (!facts) return undefined;
    const found = facts.exports.filter((e) => e.name === name);
    if (found.length > 0) {
      const values = found.flatMap((e) => (e.value ? this.evaluator.evaluate(file, e.value) : this.evaluator.exports.imported(file, e.from ?? '', e.imported ?? name)));
      // `exports.server = null`, until it is made.
      const filled = values.filter((v) => !isNothing(v));
      return filled.length > 0 ? filled : values;
    }
    return this.throughStars(file, name) ?? this.ofCommonJs(file, name);
  }

  /** `exports.server` in the module that exports it. */
  own(file: string, of: Value, name: string): readonly Abstract[] | undefined {
    const isOwn = isExportsObject(of) && this.evaluator.facts(file)?.exports.some((e) => e.name === name && e.value !== undefined);
    return isOwn === true ? this.named(file, name) : undefined;
  }

  private throughStars(file: string, name: string): readonly Abstract[] | undefined {
    if (name === 'default' || name === '=') return undefined;
    const stars = (this.evaluator.facts(file)?.exports ?? []).flatMap((e) => (e.name === '*' && e.from !== undefined ? [{ from: e.from, target: this.evaluator.sources.resolver.resolve(file, e.from) }] : []));
    for (const { target } of stars) {
      if (target.kind !== 'file') continue;
      const passed = this.evaluator.guarded(`star:${target.file}:${name}`, () => this.find(target.file, name) ?? []);
      if (passed.length > 0 && !passed.every((v) => v.is === 'unknown')) return passed;
    }
    // `export * from 'pkg'`: a name that no file has may be one of the package's.
    const external = stars.find(({ target }) => target.kind === 'package');
    return external && this.imported(file, external.from, name);
  }

  /** `import { a } from './cjs'` and `import a from './cjs'` of `module.exports = { a }`. */
  private ofCommonJs(file: string, name: string): readonly Abstract[] | undefined {
    const whole = this.evaluator.facts(file)?.exports.filter((e) => e.name === '=') ?? [];
    if (whole.length === 0) return name === 'default' && this.hasCommonJsNames(file) ? [{ is: 'namespace', file }] : undefined;
    const values = whole.flatMap((e) => (e.value ? this.evaluator.evaluate(file, e.value) : []));
    return name === 'default' ? values : values.flatMap((v) => this.evaluator.member(v, name));
  }

  private hasCommonJsNames(file: string): boolean {
    const facts = this.evaluator.facts(file);
    return facts !== undefined && facts.exports.length > 0 && facts.assigns.some(({ target }) => target.is === 'member' && isExportsObject(target.of));
  }
}

function isNothing(value: Abstract): boolean {
  return value.is === 'literal' && (value.value === null || value.value === undefined);
}

/** `exports`, `module.exports`. */
function isExportsObject(value: Value): boolean {
  return (value.is === 'global' && value.name === 'exports') || (value.is === 'member' && value.name === 'exports' && value.of.is === 'global' && value.of.name === 'module');
}

/** The default import, the namespace and `require` all stand for the package's root: that is how compilers treat CommonJS packages. */
function libraryRoot(packageName: string, name: string): Abstract {
  const whole = name === 'default' || name === '*' || name === '=';
  return { is: 'library', package: packageName, path: whole ? [] : [{ member: name }] };
}
