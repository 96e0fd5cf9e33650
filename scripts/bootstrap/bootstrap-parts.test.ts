import { expect, it } from 'vitest';
import { isNodeNewEnough } from './check-node.mjs';
import { needsRuntime, wantsWeights } from './command-needs.mjs';
import { isComplete } from './provide-packages.mjs';

it.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['21.7.3', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.0.0', true],
])('Node %s: %s', (version, enough) => {
  expect(isNodeNewEnough(version)).toBe(enough);
});

it('knows which commands compute', () => {
  for (const command of ['train', 'evaluate', 'predict', 'export', 'demo', 'serve']) {
    expect(needsRuntime([command, 'x'])).toBe(true);
    expect(needsRuntime(['--json', command])).toBe(true);
    expect(needsRuntime([command, '--help'])).toBe(false);
  }
  for (const command of ['scan', 'split', 'doctor', 'weights', 'setup', 'nonsense'])
    expect(needsRuntime([command, 'train'])).toBe(false);
  expect(needsRuntime([])).toBe(false);
});

it('knows which commands the usual base is fetched for', () => {
  for (const command of ['demo', 'serve']) expect(wantsWeights([command])).toBe(true);
  for (const command of ['train', 'evaluate', 'predict', 'export', 'setup'])
    expect(wantsWeights(['--json', command, 'serve'])).toBe(false);
});

it('sees whether the locked packages are installed', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };
  expect(isComplete(locked, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  expect(isComplete(locked, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  expect(isComplete(locked, {})).toBe(false);
  expect(isComplete(locked, { ...locked, 'node_modules/b': { version: '1.9.0' } })).toBe(false);
});
