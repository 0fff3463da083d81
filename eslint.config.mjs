import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Globals that make output depend on the moment, the machine or the process. */
const ambient = [
  { name: 'process', message: 'only lib/cli and main.ts know the process' },
  { name: 'console', message: 'only lib/cli and main.ts print' },
];
const nondeterministic = ['Date.now', 'Math.random'].map((call) => {
  const [object, property] = call.split('.');
  return { object, property, message: 'dist/ must not depend on the moment' };
});

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'imports/**/*.ts', 'test/e2e/results/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // A construct adds itself to its scope when it is made: `new Manifest(chart, …)` is the statement.
      'no-new': 'off',
      // The bracket says that the name is data, such as a field of a manifest.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      // `a || b` is right for empty strings, which mean nothing here.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/cli/**', 'lib/config/write-schemas.ts'],
    rules: {
      'no-restricted-globals': ['error', ...ambient],
      'no-restricted-properties': ['error', ...nondeterministic],
    },
  },
  {
    // The writer names its staging folder and its lock after the process that holds them.
    files: ['lib/render/*.ts'],
    rules: { 'no-restricted-globals': ['error', ambient[1]] },
  },
  {
    // The generated `Kind.manifest(props)` checks its props and returns `any`; Manifest takes it as what it is.
    files: ['lib/constructs/**/*.ts', 'test/constructs/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-argument': 'off' },
  },
  {
    files: ['lib/model/**/*.ts', 'lib/constructs/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'models and constructs know no files, no clock, no process' }] },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        setInterval: 'readonly',
        clearInterval: 'readonly',
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        AbortSignal: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'error' },
  },
);
