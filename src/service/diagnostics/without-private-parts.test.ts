import { expect, it } from 'vitest';
import { withoutPrivateParts } from './without-private-parts.ts';

it.each([
  ['/home/ada/.cache/thaw', '/home/ada', '~/.cache/thaw'],
  ['open "/home/ada" and /home/ada/x', '/home/ada', 'open "~" and ~/x'],
  ['/home/adam/x', '/home/ada', '/home/adam/x'],
  ['c:/users/ADA/AppData', 'C:\\Users\\Ada', '~/AppData'],
  ['C:\\Users\\Ada\\AppData', 'C:\\Users\\Ada', '~\\AppData'],
  ['{"at":"C:\\\\Users\\\\Ada\\\\x"}', 'C:\\Users\\Ada', '{"at":"~\\\\x"}'],
  ['/home/a.b/x and /home/aXb/x', '/home/a.b', '~/x and /home/aXb/x'],
  ['/root', '/', '/root'],
])('writes %j, seen from the home %j, as %j', (text, home, expected) => {
  expect(withoutPrivateParts(text, home)).toBe(expected);
});

it('takes names and passwords out of addresses, wherever in a value they stand', () => {
  const value = {
    tried: [{ reason: 'https://ada:secret@mirror/simple and http://token@proxy:80' }],
    bytes: 3,
    none: null,
  };
  expect(withoutPrivateParts(value, '/home/ada')).toEqual({
    tried: [{ reason: 'https://…@mirror/simple and http://…@proxy:80' }],
    bytes: 3,
    none: null,
  });
});
