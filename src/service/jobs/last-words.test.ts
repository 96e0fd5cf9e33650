import { expect, it } from 'vitest';
import { lastWords } from './last-words.ts';

it('keeps the last lines that say something', () => {
  const words = lastWords(2);
  words.add(
    '2026-01-01 10:00:00.123456: I tensorflow/core/util/port.cc:153] oneDNN custom operations are on\nfirst\nsec',
  );
  words.add(
    'ond\nWARNING: All log messages before absl::InitializeLog() is called are written to STDERR\nError: no memory\n    at allocate (file.js:1:2)\n\nNode.js v20.1.0\n',
  );
  expect(words.text()).toBe('second | Error: no memory');
});

it('keeps the check that failed, not the stack below it', () => {
  const words = lastWords();
  words.add(
    'F0000 00:00:1.2 3 tensor.cc:4] Check failed: 1 == 2\n*** Check failure stack trace: ***\n    @     0x7f46e5356f54  Eigen::ThreadPoolTempl<>::WorkerLoop()\n    @     0x7f4c66ea71f5  (unknown)\n',
  );
  expect(words.text()).toBe('F0000 00:00:1.2 3 tensor.cc:4] Check failed: 1 == 2');
});

it('keeps no more than it needs of a flood', () => {
  const words = lastWords();
  for (let line = 0; line < 10_000; line++) words.add(`line ${line}\n`);
  expect(words.text()).toBe('line 9996 | line 9997 | line 9998 | line 9999');
  expect(lastWords().text()).toBe('');
});
