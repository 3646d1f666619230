// Every rule of every plugin, with types: whatever any of them can say about a missing deadline, it says here.
import n from 'eslint-plugin-n';
import promise from 'eslint-plugin-promise';
import security from 'eslint-plugin-security';
import sonarjs from 'eslint-plugin-sonarjs';
import unicorn from 'eslint-plugin-unicorn';
import tseslint from 'typescript-eslint';

const plugins = { '@typescript-eslint': tseslint.plugin, n, promise, security, sonarjs, unicorn };
const rules = Object.entries(plugins).flatMap(([name, plugin]) =>
  Object.entries(plugin.rules)
    .filter(([, rule]) => !rule.meta?.deprecated)
    .map(([id]) => [`${name}/${id}`, 'error']),
);

export default [
  {
    files: ['src/**/*.ts'],
    plugins,
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: Object.fromEntries(rules),
  },
];
