import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ net: {}, protocol: {} }));
const { fileBelow } = await import('./set-up-pages.ts');

const root = join('/app', 'dist', 'renderer');

it('finds the files of the page', () => {
  expect(fileBelow(root, '/index.html')).toBe(join(root, 'index.html'));
  expect(fileBelow(root, '/assets/index-1.js')).toBe(join(root, 'assets', 'index-1.js'));
});

it.each(['/../main/main.js', '/%2e%2e/main/main.js', '/..%2f..%2fpackage.json', '/assets/x.exe', '/', ''])(
  'has nothing at %s',
  (pathname) => {
    expect(fileBelow(root, pathname)).toBeNull();
  },
);
