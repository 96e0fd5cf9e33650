import { describe, expect, it } from 'vitest';
import { crumbsOf } from './crumbs.ts';

describe('the way to a folder', () => {
  const roots = [
    { name: 'anna', path: '/home/anna' },
    { name: 'photos', path: '/home/anna/photos' },
    { name: '/', path: '/' },
  ];
  it('begins at the nearest root', () => {
    expect(crumbsOf('/home/anna/photos/cats', roots, '/')).toEqual([
      { name: 'photos', path: '/home/anna/photos' },
      { name: 'cats', path: '/home/anna/photos/cats' },
    ]);
  });
  it('does not take a name that begins alike for a root', () => {
    expect(crumbsOf('/home/annabel', roots, '/').map(({ path }) => path)).toEqual([
      '/',
      '/home',
      '/home/annabel',
    ]);
  });
  it('is the root alone at the root', () => {
    expect(crumbsOf('/home/anna', roots, '/')).toEqual([roots[0]]);
  });
  it('knows the separator of the machine', () => {
    const drive = [{ name: 'D:', path: 'D:\\' }];
    expect(crumbsOf('D:\\photos\\cats', drive, '\\').map(({ path }) => path)).toEqual([
      'D:\\',
      'D:\\photos',
      'D:\\photos\\cats',
    ]);
  });
  it('stands alone outside of every root', () => {
    expect(crumbsOf('/mnt/x', roots.slice(0, 1), '/')).toEqual([{ name: '/mnt/x', path: '/mnt/x' }]);
  });
});
