import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { fileNameRule } from './build/eslint/file-name.ts';
import { floorsRule } from './build/eslint/floors.ts';

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.spec.ts'];
const own = { rules: { floors: floorsRule, 'file-name': fileNameRule } };
const timeAndChance = 'Time and chance are arguments here.';

export default tseslint.config(
  { ignores: ['dist/', 'release/', 'node_modules/', 'test-results/', 'playwright-report/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { tributary: own },
    rules: {
      'tributary/floors': 'error',
      'tributary/file-name': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // An async method of an interface need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['electron/engine/policy/**/*.ts', 'shared/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'performance',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'process',
          'crypto',
          'fetch',
        ].map((name) => ({ name, message: timeAndChance })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: timeAndChance },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: timeAndChance },
        { selector: 'CallExpression[callee.name="Date"]', message: timeAndChance },
        { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: timeAndChance },
        { selector: 'MemberExpression[object.name="globalThis"]', message: timeAndChance },
      ],
    },
  },
  {
    files: ['electron/engine/ports/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ClassDeclaration', message: 'Ports are interfaces: an adapter implements them.' },
        { selector: 'FunctionDeclaration', message: 'Ports are interfaces: an adapter implements them.' },
      ],
    },
  },
  {
    files: ['electron/engine/*.ts', 'electron/app/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Bytes come through the transport port.' },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: tests, rules: { 'max-lines': 'off' } },
);
