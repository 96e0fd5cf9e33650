import { describe, expect, it } from 'vitest';
import { exportFormatNames, type ExportFormatName } from '../../../shared/export-formats.ts';
import type { NetworkConfig } from '../../../shared/recipe.ts';
import { describeNetwork } from '../../models/describe-network.ts';
import type { ExportedRule } from '../exported-rule.ts';
import { describeLabels } from '../labels-file.ts';
import { describePreprocessing } from '../describe-preprocessing.ts';
import type { SampleFacts } from './sample-facts.ts';
import { pageRuntimeOf, samplesOf } from './samples-of.ts';

// Whether the programs answer as Thaw does is tried in test/sample-code, with Keras, onnxruntime, Node and a browser.

const vgg16: NetworkConfig = { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 };
const scratch: NetworkConfig = { kind: 'small-convnet', units: 512, dropout: 0 };
const image = { size: 150, fit: 'stretch' } as const;
const known = { features: new Float32Array(512), channels: 512, neighbours: 4 };
const likeness = { least: 0.987654321, layer: 'block5_pool', known };

function factsOf(
  network: NetworkConfig = vgg16,
  rule: ExportedRule | null = null,
  classes: readonly string[] = ['cats', 'dogs'],
): SampleFacts {
  const spec = describeNetwork(network, image, classes.length);
  const labels = describeLabels(spec, classes, rule);
  return { runName: 'Two-phase', labels, preprocessing: describePreprocessing(spec, image) };
}
const textsOf = (format: ExportFormatName, facts: SampleFacts): string[] =>
  samplesOf(format, facts).map(({ text }) => text);

it('has programs for every format, each under a name of its own', () => {
  for (const format of exportFormatNames) {
    const names = samplesOf(format, factsOf()).map(({ fileName }) => fileName);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  }
});

it('forbids onnxruntime to tell its maker what it runs, before it is loaded', () => {
  for (const { language, text } of samplesOf('onnx', factsOf())) {
    // Its library for browsers has no such notes.
    if (language === 'browser') continue;
    const said = text.indexOf('ORT_DISABLE_TELEMETRY');
    expect(said).toBeGreaterThan(0);
    expect(text.search(/^(import onnxruntime|.*import\('onnxruntime-node'\))/m)).toBeGreaterThan(said);
  }
});

describe.each(exportFormatNames)('every program for %s', (format) => {
  it('says the order of the classes and the preprocessing', () => {
    for (const text of textsOf(format, factsOf())) {
      expect(text).toMatch(/0 "cats"\n.*1 "dogs"\n.*the probability of "dogs"/);
      const words = text.replaceAll(/\n\s*(#|\/\/) /g, ' ');
      expect(words).toContain(
        'RGB, upright, resized to 150 x 150 pixels (bilinear), blue, green, red from 0 to 255,',
      );
      expect(words).toContain('minus 103.939, 116.779, 123.68.');
      expect(text).toContain('["cats", "dogs"]');
    }
  });

  it('does no step that changes nothing', () => {
    for (const text of textsOf(format, factsOf(scratch))) {
      expect(text).toContain('divided by 255');
      expect(text).not.toMatch(/2 \* \(at|::-1|- mean|- np\.array|minus/);
    }
  });

  it('answers "none of these" where the model has a rule, and only there', () => {
    const rule = { confidence: 0.123456789, familiarity: likeness };
    for (const text of textsOf(format, factsOf(vgg16, rule))) {
      for (const piece of ['= 0.1234568', '= 0.9876543', '= 4', 'known-photos.npy'])
        expect(text).toContain(piece);
      expect(text).toContain('none of these, likeliest');
    }
    for (const text of textsOf(format, factsOf()))
      expect(text).not.toMatch(/none of these|least|likeness|known/i);
  });

  it('judges by the answer alone where the rule asks for no more', () => {
    for (const text of textsOf(format, factsOf(vgg16, { confidence: 0.123456789, familiarity: null }))) {
      expect(text).toContain('= 0.1234568');
      expect(text).toContain('none of these, likeliest');
      expect(text).not.toMatch(/likeness|known/i);
    }
  });

  it('is no wider than a page of code', () => {
    const rule = { confidence: 0.123456789, familiarity: likeness };
    for (const text of textsOf(format, factsOf(vgg16, rule)))
      expect(text.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  it('names many classes once', () => {
    const classes = Array.from({ length: 30 }, (_, index) => `class ${index}`);
    for (const text of textsOf(format, factsOf(vgg16, null, classes))) {
      expect(text).toContain('one probability a class');
      expect(text.match(/"class 29"/g)).toHaveLength(1);
    }
  });

  it('holds names that would break out of a comment, a string or a page', () => {
    const classes = ['</script><script>alert(1)//', 'two\nlines\u2028"""', '<!--'];
    const facts = { ...factsOf(vgg16, null, classes), runName: '</title>\n<b>' };
    for (const { language, text } of samplesOf(format, facts)) {
      expect(text).not.toMatch(/\u2028|^<b>|^lines/m);
      if (language !== 'browser') continue;
      // The libraries', the list of files and the page's own.
      const scripts = Object.keys(pageRuntimeOf(format)!.libraries).length + 2;
      expect(text.match(/<\/script>/g)).toHaveLength(scripts);
      expect(text).not.toMatch(/<!--|<\/title>.*<\/title>/s);
    }
  });
});
