import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import pinned from '../../resources/node.json' with { type: 'json' };

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  engines: { node: string };
};

const numbers = (version: string): number[] => version.split('.').map(Number);

/** True where `version` is `least` or newer. */
function isAtLeast(version: string, least: string): boolean {
  const [found, wanted] = [numbers(version), numbers(least)];
  const index = found.findIndex((number, place) => number !== (wanted[place] ?? 0));
  return index < 0 || found[index]! > (wanted[index] ?? 0);
}

describe('the Node that an installer brings', () => {
  it('is there for every system that has an installer', () => {
    expect(Object.keys(pinned.packages).sort()).toEqual([
      'darwin-arm64',
      'darwin-x64',
      'linux-arm64',
      'linux-x64',
      'win32-x64',
    ]);
  });

  it.each(Object.entries(pinned.packages))('is one that Thaw runs on: %s', (_, { version, integrity }) => {
    const least = /^>=([\d.]+)$/.exec(engines.node)![1]!;
    expect(isAtLeast(version, least), `${version}, asked ${engines.node}`).toBe(true);
    // One line for all systems: what was tried on one holds on the others.
    expect(version).toMatch(/^24\.\d+\.\d+$/);
    expect(Buffer.from(integrity.replace('sha512-', ''), 'base64')).toHaveLength(64);
  });
});
