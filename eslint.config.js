import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** One project per runtime; each file belongs to one, the last here that names it. Others are not even loaded. */
const projects = [
  { project: 'node', files: ['**/*.ts'] },
  { project: 'electron', files: ['src/main/**/*.ts', 'src/preload/**/*.ts'] },
  { project: 'e2e', files: ['e2e/**/*.ts', 'bench/**/*.ts', 'playwright.config.ts'] },
  { project: 'renderer', files: ['src/renderer/**/*.ts', 'src/renderer/**/*.svelte'] },
];
const projectsOfFiles = projects.map(({ project, files }) => ({
  files,
  languageOptions: {
    parserOptions: { project: [`./tsconfig.${project}.json`], tsconfigRootDir: import.meta.dirname },
  },
}));

const rules = {
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
  ],
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  eqeqeq: 'error',
  'no-console': 'error',
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.tsbuild/', 'src/engine/**/generated/', 'test/golden/'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.svelte'] })),
  {
    files: ['**/*.ts'],
    rules,
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: tseslint.parser,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      ...rules,
      // svelte-check knows the types of imported components; here they are any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // The content security policy has no place for either; `style:` directives go by the object model.
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteAttribute[key.name="style"]', message: 'Use a class or a style: directive.' },
      ],
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // Addresses of the page are made in one place, without a framework's router.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // The service's types come along with its router; the page itself has no Node.
    files: ['src/renderer/**'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname'] },
  },
  {
    // The clock on the wall is put forward and back; a time that passes is taken from one that only goes forward.
    files: ['src/{engine,service,cli}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'BinaryExpression[operator="-"][right.property.name!="mtimeMs"] > CallExpression.left[callee.object.name="Date"][callee.property.name="now"]',
          message: 'Use performance.now() for a time that passes.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'bench/**/*.ts', 'e2e/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', 'no-console': 'off' },
  },
  ...projectsOfFiles,
);
