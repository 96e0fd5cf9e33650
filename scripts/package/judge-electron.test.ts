import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import electron from '../../resources/electron.json' with { type: 'json' };
import { judgeElectron } from './judge-electron.mjs';

const read = (
  file: string,
): { devDependencies: { electron: string }; packages: Record<string, { version: string }> } =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')) as never;
const pinned = read('package.json').devDependencies.electron;

describe('Electron’s version', () => {
  it('is pinned to one whose makers mended it when it was chosen', () => {
    expect(judgeElectron(pinned, new Date(electron.pinned))).toMatchObject({ stops: 'nothing' });
    expect(read('package-lock.json').packages['node_modules/electron']!.version).toBe(pinned);
  });

  it('stops a release once its makers mend it no more', () => {
    expect(judgeElectron('45.5.0', new Date('2027-04-06'))).toMatchObject({ stops: 'nothing' });
    expect(judgeElectron('45.5.0', new Date('2027-04-08'))).toMatchObject({ stops: 'release' });
    expect(judgeElectron('41.7.1', new Date(electron.pinned))).toMatchObject({ stops: 'release' });
  });

  it('stops everything where it is a range', () => {
    expect(judgeElectron('^45.5.0', new Date(electron.pinned))).toMatchObject({ stops: 'all' });
  });
});
