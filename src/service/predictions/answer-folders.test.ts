import { describe, expect, it } from 'vitest';
import { isFolderName } from '../folders/folder-name.ts';
import { answerFolders } from './answer-folders.ts';

const named = (answers: readonly string[], platform: NodeJS.Platform) =>
  Object.fromEntries(answerFolders(answers, platform));

describe('a folder for each answer', () => {
  it('has the name of the class', () => {
    expect(named(['cats', '犬', 'a.b c', 'cats'], 'linux')).toEqual({
      cats: 'cats',
      犬: '犬',
      'a.b c': 'a.b c',
    });
  });

  it.each([
    ['linux', 'a/b', 'a_b'],
    ['linux', '..', '___'],
    ['linux', 'a:b?', 'a:b?'],
    ['win32', 'a:b?', 'a_b_'],
    ['win32', 'cats. ', 'cats'],
    ['win32', 'con', '_con'],
    ['win32', 'NUL.txt', '_NUL_txt'],
    ['darwin', 'a\nb', 'a_b'],
  ] as const)('on %s changes %j to what the system takes', (platform, name, folder) => {
    expect(named([name], platform)).toEqual({ [name]: folder });
    expect(isFolderName(folder, platform)).toBe(true);
  });

  it('is short enough, however long the name', () => {
    const [folder] = answerFolders(['犬'.repeat(255)], 'linux').values();
    expect(Buffer.byteLength(folder!)).toBeLessThanOrEqual(200);
    expect(folder).toMatch(/^犬+$/);
  });

  it('is shared by no other, also where capitals are not told apart', () => {
    expect(named(['a/b', 'a_b', 'A_B'], 'win32')).toEqual({ A_B: 'A_B', a_b: 'a_b (2)', 'a/b': 'a_b (3)' });
  });
});
