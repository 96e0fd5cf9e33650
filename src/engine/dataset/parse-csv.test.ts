import { expect, it } from 'vitest';
import { parseCsv } from './parse-csv.ts';

it.each([
  [
    'plain',
    'file,animal\na.jpg,rex\nb.jpg,tom\n',
    [
      ['file', 'animal'],
      ['a.jpg', 'rex'],
      ['b.jpg', 'tom'],
    ],
  ],
  [
    'of another system',
    'file;animal\r\na.jpg;rex\r\n',
    [
      ['file', 'animal'],
      ['a.jpg', 'rex'],
    ],
  ],
  [
    'with quotes',
    '"a, ""b""",c\n"d\ne",f',
    [
      ['a, "b"', 'c'],
      ['d\ne', 'f'],
    ],
  ],
  [
    'with a mark of its encoding and empty lines',
    '\uFEFFa,b\n\n\nc,\n',
    [
      ['a', 'b'],
      ['c', ''],
    ],
  ],
  ['that ends in a separator', 'a,', [['a', '']]],
  ['that is empty', '', []],
])('reads a file %s', (_, text, rows) => {
  expect(parseCsv(text)).toEqual(rows);
});
