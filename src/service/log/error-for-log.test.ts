import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { errorForLog } from './error-for-log.ts';
import { withoutPaths } from './without-paths.ts';

describe('withoutPaths', () => {
  it.each([
    [
      "ENOENT: no such file or directory, open '/home/ada/My Photos/Bella's cat.jpg'",
      'ENOENT: no such file or directory, open …',
    ],
    ["EXDEV, rename 'C:\\Users\\Ada\\Bella.png' -> 'D:\\x'", 'EXDEV, rename …'],
    ['Input file is missing: /home/ada/a b.jpg', 'Input file is missing: …'],
    ['\\\\nas\\photos\\Bella.jpg is busy', '…'],
    ['cannot read file:///home/ada/Bella.jpg twice', 'cannot read …'],
    ['Bella.JPG is damaged', '….JPG is damaged'],
    ['first /home/ada\nsecond', 'first …\nsecond'],
  ])('keeps no path of %j', (text, expected) => {
    expect(withoutPaths(text)).toBe(expected);
  });

  it.each([
    "Cannot read properties of undefined (reading 'width')",
    'input and/or output',
    'expected shape [1/2, 3]',
    'https://example.org/a answered 404',
  ])('keeps %j as it is', (text) => {
    expect(withoutPaths(text)).toBe(text);
  });

  it('keeps which package is meant', () => {
    expect(withoutPaths("Cannot find module '/home/ada/My Thaw/node_modules/sharp/lib/index.js'")).toBe(
      "Cannot find module 'node_modules/sharp/lib/index.js'",
    );
  });
});

describe('errorForLog', () => {
  it('keeps a file error’s kind and place, not its path', async () => {
    const error: unknown = await readFile(join(tmpdir(), 'Ada', 'Bella.jpg')).catch(
      (thrown: unknown) => thrown,
    );
    const logged = errorForLog(error);
    expect(logged).toMatchObject({
      type: 'Error',
      code: 'ENOENT',
      message: expect.stringMatching(/^ENOENT.*open …$/),
    });
    expect(JSON.stringify(logged)).not.toMatch(/Bella|Ada/);
  });

  it('keeps a ThawError’s code, and of its facts the detail alone', () => {
    const logged = errorForLog(new ThawError('folder-not-found', { folder: '/home/ada/Bella' }));
    expect(logged).toMatchObject({ type: 'ThawError', code: 'folder-not-found' });
    expect(logged.message).toBeUndefined();
    const crashed = new ThawError('unexpected', { detail: 'bad_alloc at /home/ada' });
    expect(errorForLog(crashed).message).toBe('bad_alloc at …');
  });

  it('says where in Thaw’s code it arose, and follows causes', () => {
    const logged = errorForLog(new Error('outer', { cause: new TypeError('inner') }));
    expect(logged.stack?.[0]).toMatch(/src\/service\/log\/error-for-log\.test\.ts:\d+:\d+/);
    expect(logged.stack?.join('\n')).not.toContain(process.cwd());
    expect(logged.cause).toMatchObject({ type: 'TypeError', message: 'inner' });
  });

  it('quotes nothing of a file that is no JSON', () => {
    const error = (() => {
      try {
        return JSON.parse('{"Bella": }') as unknown;
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(JSON.stringify(errorForLog(error))).not.toContain('Bella');
  });

  it('ends with causes that are each other’s', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(errorForLog(error)).match(/round/g)).toHaveLength(5);
  });

  it('tells only the type of what is no error', () => {
    expect(errorForLog('Bella')).toEqual({ type: 'string' });
  });
});
