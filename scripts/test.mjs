import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from './bootstrap/json-file.mjs';
import { root, thawHome } from './bootstrap/places.mjs';
import { setUp } from './bootstrap/run-thaw.mjs';
import { addCounts, closingLine, countJourneys, countTests, lostFiles } from './testing/count-tests.mjs';
import { provideChromium } from './testing/provide-chromium.mjs';
import { provideSoftwareGpu } from './testing/provide-software-gpu.mjs';
import { providePython } from './testing/provide-python.mjs';
import { runChecks } from './testing/run-checks.mjs';

/** `npm test`: types, lint, import rules, all tests, then the journeys in a browser. Arguments go to vitest, and leave the journeys out. */

const packages = join(root, 'node_modules');
// The longest first.
const checks = [
  {
    name: 'eslint',
    program: 'eslint/bin/eslint.js',
    parameters: ['.', '--ignore-pattern', 'src/renderer/**'],
  },
  // In two processes: the types of page and service together come near the memory that Node allows.
  { name: 'eslint of the page', program: 'eslint/bin/eslint.js', parameters: ['src/renderer'] },
  {
    name: 'types of the page',
    program: 'svelte-check/bin/svelte-check',
    parameters: ['--tsconfig', 'tsconfig.renderer.json', '--fail-on-warnings'],
  },
  {
    name: 'types',
    program: 'typescript/bin/tsc',
    parameters: ['-p', 'tsconfig.node.json', '--noEmit', '--emitDeclarationOnly', 'false'],
  },
  {
    name: 'types of the journeys',
    program: 'typescript/bin/tsc',
    parameters: ['-p', 'tsconfig.e2e.json'],
  },
  {
    name: 'prettier',
    program: 'prettier/bin/prettier.cjs',
    parameters: ['--check', '--log-level', 'warn', '.'],
  },
  { name: 'import rules', program: 'dependency-cruiser/bin/dependency-cruise.mjs', parameters: ['src'] },
  {
    name: 'types of the shell',
    program: 'typescript/bin/tsc',
    parameters: ['-p', 'tsconfig.electron.json', '--noEmit', '--emitDeclarationOnly', 'false'],
  },
  { name: 'unused code', program: 'knip/bin/knip.js', parameters: [] },
].map((check) => ({ ...check, program: join(packages, check.program) }));

process.exitCode = (await test(process.argv.slice(2))) ? 0 : 1;

/** @param {readonly string[]} parameters for vitest @returns {Promise<boolean>} true where all is well */
async function test(parameters) {
  if (!(await setUp(false))) return failed('set-up');
  console.log('\nTypes, lint and import rules, two at once, while what the tests need is fetched…');
  const [environment, wrong] = await Promise.all([
    testEnvironment(),
    runChecks(checks, { cwd: root, env: process.env, say: console.log }),
  ]);
  if (wrong !== null) return failed(wrong);
  if (environment === null) return failed('set-up');
  console.log('\n== tests');
  const reportFile = join(tmpdir(), `thaw-tests-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const exitCode = run(
    join(packages, 'vitest/vitest.mjs'),
    ['run', ...reporters, ...parameters],
    environment,
  );
  const report = readJson(reportFile);
  rmSync(reportFile, { force: true });
  if (report === null) return failed('tests');
  for (const file of lostFiles(report)) console.log(`Lost its process before its last test: ${file}`);
  const counts = countTests(report);
  // vitest also fails for errors outside of tests.
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed === 0 && counts.failed === 0) return failed('tests: none ran');
  const all = parameters.length > 0 ? counts : addCounts(counts, journeys(environment));
  console.log(`\n${closingLine(all)}`);
  return all.failed === 0;
}

/** The journeys through the app, in a real browser against the real service. @param {NodeJS.ProcessEnv} environment */
function journeys(environment) {
  console.log('\n== journeys');
  const reportFile = join(tmpdir(), `thaw-journeys-${process.pid}.json`);
  const exitCode = run(
    join(packages, '@playwright/test/cli.js'),
    ['test', '--project=browser', '--reporter=list,json'],
    { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
  );
  const report = readJson(reportFile);
  rmSync(reportFile, { force: true });
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const counts = countJourneys(report);
  // Playwright also fails for errors outside of tests.
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** What the tests are told of: each is skipped, saying why, where what it needs could not be had. Null: nothing could. */
async function testEnvironment() {
  if (!(await setUp(true))) return null;
  const environment = { ...process.env };
  const photos = join(root, '..', 'shared', 'data', 'cats-vs-dogs');
  if (!environment.THAW_TEST_PHOTOS && existsSync(photos)) environment.THAW_TEST_PHOTOS = photos;
  const weights = join(thawHome(), 'weights', 'vgg16.safetensors');
  if (!environment.THAW_TEST_WEIGHTS && existsSync(weights)) environment.THAW_TEST_WEIGHTS = weights;
  for (const [name, what, provide] of /** @type {const} */ ([
    ['THAW_TEST_PYTHON', 'Python with Keras', providePython],
    ['THAW_TEST_CHROMIUM', 'Chromium', provideChromium],
  ])) {
    const { value, reason } = await provide();
    if (value !== null) environment[name] = value;
    else console.log(`No ${what}: ${reason}. Tests that need it are skipped.`);
  }
  return { ...environment, ...softwareGpu(environment.THAW_TEST_CHROMIUM ?? '') };
}

/** @param {string} chromium */
function softwareGpu(chromium) {
  const { value, reason } = provideSoftwareGpu(chromium);
  if (value !== null) return value;
  console.log(`No software GPU: ${reason}. Tests that need it are skipped.`);
  return {};
}

/** @param {string} program @param {readonly string[]} parameters @param {NodeJS.ProcessEnv} env */
function run(program, parameters, env) {
  return spawnSync(process.execPath, [program, ...parameters], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}

/** @param {string} step */
function failed(step) {
  console.log(`\nFailed: ${step}.\n\n${closingLine({ passed: 0, failed: 1, skipped: 0 })}`);
  return false;
}
