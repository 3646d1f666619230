import { existsSync } from 'node:fs';
import tseslint from 'typescript-eslint';

// Our own plugin judges us as soon as it is built: npm run build.
const built = new URL('./dist/index.js', import.meta.url);
const own = existsSync(built) ? [(await import(built.href)).default.configs.recommended].flat() : [];

export default tseslint.config(
  { ignores: ['dist/', 'fixtures/', 'coverage/', 'examples/', 'proofs/', 'scripts/templates/', '.readiness/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => void callback()` in one line is the house's way to write short callbacks.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['test/**/*.ts', 'src/catalog/entries/**/*.ts'],
    rules: {
      // A list of cases, or of what a library has, may be longer than a concept.
      'max-lines': 'off',
    },
  },
  ...own.map((config) => ({ ...config, files: ['src/**/*.{ts,tsx}', 'scripts/**/*.ts'] })),
);
