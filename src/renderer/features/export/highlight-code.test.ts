import { describe, expect, it } from 'vitest';
import { sampleCode } from '../../../shared/app/sample-code.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
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
  it('loses nothing of the code that people copy', () => {
    const { network, image } = recipeByName('two-phase');
    for (const format of ['keras-h5', 'tfjs'] as const)
      for (const { text, language } of sampleCode({
        format,
        runName: 'r',
        classes: ['a', 'b\'"'],
        image,
        network,
        centring: null,
        acceptance: {
          rule: { confidence: 0.6, familiarity: 0.7 },
          known: { layer: 'block5_pool', neighbours: 5 },
        },
      }))
        expect(
          highlightCode(text, language)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
  });
});
