import { describe, expect, it } from 'vitest';
import { sampleCode, type SampleCodeRequest } from './sample-code.ts';

// Whether the programs answer as Thaw does is tried in test/sample-code, with Keras, Node and a browser.

const known = { layer: 'block5_pool', neighbours: 4 };
const vgg16: SampleCodeRequest = {
  format: 'keras-h5',
  runName: 'Two-phase',
  classes: ['cats', 'dogs'],
  image: { size: 150, fit: 'stretch' },
  network: { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 },
  centring: null,
  acceptance: { rule: null, known },
};
const scratch: SampleCodeRequest = { ...vgg16, network: { kind: 'small-convnet', units: 512, dropout: 0 } };
const textsOf = (request: SampleCodeRequest) => sampleCode(request).map(({ text }) => text);
const formats = ['keras-h5', 'tfjs'] as const;

it('has a program for each way to use a format', () => {
  const files = formats.map((format) => sampleCode({ ...vgg16, format }).map(({ fileName }) => fileName));
  expect(files).toEqual([['ask.py'], ['ask.mjs', 'ask.html']]);
});

describe.each(formats)('every program for %s', (format) => {
  it('says the order of the classes and the preprocessing', () => {
    for (const text of textsOf({ ...vgg16, format })) {
      expect(text).toMatch(/0 "cats"\n.*1 "dogs"\n.*the probability of "dogs"/);
      expect(text).toContain('upright, RGB, stretched to 150 x 150 pixels');
      expect(text).toContain('blue, green, red, 0 to 255 minus 103.939, 116.779, 123.68.');
      expect(text).toContain('["cats", "dogs"]');
    }
  });

  it('does no step that changes nothing', () => {
    for (const text of textsOf({ ...scratch, format })) {
      expect(text).toContain('red, green, blue, 0 to 255, divided by 255.');
      expect(text).not.toMatch(/reverse|::-1|tf\.sub|- np\.array/);
    }
  });

  it('answers "none of these" where the model has a rule, and only there', () => {
    const rule = { confidence: 0.123456789, familiarity: 0.987654321 };
    for (const text of textsOf({ ...vgg16, acceptance: { rule, known }, format })) {
      for (const piece of ['= 0.1234568', '= 0.9876543', '= 4', '"block5_pool"', 'known-photos.npy'])
        expect(text).toContain(piece);
      expect(text).toContain('none of these, likeliest');
    }
    for (const text of textsOf({ ...vgg16, format }))
      expect(text).not.toMatch(/none of these|least|like|known/i);
  });

  it.each([
    ['the rule asks for no more', { confidence: 0.123456789, familiarity: null }, known],
    ['the model knows no photos', { confidence: 0.123456789, familiarity: 0.9 }, null],
  ] as const)('judges by the answer alone where %s', (_, rule, ofModel) => {
    for (const text of textsOf({ ...vgg16, acceptance: { rule, known: ofModel }, format })) {
      expect(text).toContain('= 0.1234568');
      expect(text).toContain('none of these, likeliest');
      expect(text).not.toMatch(/likeness|known/i);
    }
  });

  it('is no wider with a rule than a page of code', () => {
    const rule = { confidence: 0.123456789, familiarity: 0.987654321 };
    for (const text of textsOf({ ...vgg16, acceptance: { rule, known }, format }))
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(110);
  });

  it('names many classes once', () => {
    const classes = Array.from({ length: 30 }, (_, index) => `class ${index}`);
    for (const text of textsOf({ ...vgg16, classes, format })) {
      expect(text).toContain('one probability a class');
      expect(text.match(/"class 29"/g)).toHaveLength(1);
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(100);
    }
  });

  it('holds names that would break out of a comment, a string or a page', () => {
    const classes = ['</script><script>alert(1)//', 'two\nlines\u2028"""', '<!--'];
    for (const { language, text } of sampleCode({ ...vgg16, classes, runName: '</title>\n<b>', format })) {
      expect(text).not.toMatch(/\u2028|^<b>|^lines/m);
      if (language !== 'browser') continue;
      expect(text.match(/<\/script>/g)).toHaveLength(2);
      expect(text).not.toMatch(/<!--|<\/title>.*<\/title>/s);
    }
  });
});
