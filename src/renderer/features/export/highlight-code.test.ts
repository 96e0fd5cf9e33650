import { describe, expect, it } from 'vitest';
import { highlightCode } from './highlight-code.ts';

const kinds = (text: string, language: 'python' | 'node' | 'browser'): string[] =>
  highlightCode(text, language)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text: piece }) => `${kind} ${piece}`);

describe('code in colours', () => {
  it('tells keywords, strings and comments apart', () => {
    expect(kinds('from PIL import Image  # a # sign\nx = "import"', 'python')).toEqual([
      'keyword from',
      'keyword import',
      'comment # a # sign',
      'string "import"',
    ]);
    expect(kinds("const a = 'x // y'; // import", 'node')).toEqual([
      'keyword const',
      "string 'x // y'",
      'comment // import',
    ]);
  });
  it('takes an address for no comment', () => {
    expect(kinds('<script src="https://a.b/c.js"></script>', 'browser')).toContain(
      'string "https://a.b/c.js"',
    );
  });
  it('colours no part of a longer word', () => {
    expect(kinds('important = format', 'python')).toEqual([]);
  });
  it.each([
    ['python', '# a "b"\nfor path in photos:\n    print(f"{path}: \'\\n")  # x\n'],
    ['node', "// a 'b'\nconst text = `${a}\n'`;\nimport x from 'y';\n"],
    [
      'browser',
      '<!doctype html>\n<script src="a//b.js"></script>\n<!-- c -->\n// d\nconst e = "</script>";\n',
    ],
  ] as const)('loses nothing of the code that people copy: %s', (language, text) => {
    const pieces = highlightCode(text, language);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.length).toBeGreaterThan(4);
  });
});
