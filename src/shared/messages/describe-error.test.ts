import { describe, expect, it } from 'vitest';
import type { ErrorFacts } from '../errors/error-facts.ts';
import { describeError, describeErrorInApp, errorCodes } from './describe-error.ts';
import { commandMessages } from './en/command.ts';
import { servingMessages } from './en/serving.ts';
import { languages } from './language.ts';
import { sampleFacts } from './fixtures/sample-facts.ts';

describe('describeError', () => {
  it('knows every code of the sample facts, which are complete by type', () => {
    expect([...errorCodes].sort()).toEqual(Object.keys(sampleFacts).sort());
  });

  it.each(languages.flatMap((language) => errorCodes.map((code) => [language, code] as const)))(
    'in %s: %s',
    (language, code) => {
      const { message, remedy } = describeError({ code, facts: sampleFacts[code] }, language);
      for (const text of [message, remedy]) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
        expect(text).not.toMatch(/!|！|\bplease\b|successful|\boops\b/i);
      }
      if (language === 'zh-CN') expect(message).toMatch(/\p{Script=Han}/u);
      else expect(message).not.toMatch(/\p{Script=Han}/u);
    },
  );

  it.each(languages)('names what each error is about, in %s', (language) => {
    const text = (code: keyof ErrorFacts): string => {
      const { message, remedy } = describeError({ code, facts: sampleFacts[code] }, language);
      return `${message} ${remedy}`;
    };
    expect(text('folder-not-found')).toContain(sampleFacts['folder-not-found'].folder);
    expect(text('unknown-recipe')).toContain(sampleFacts['unknown-recipe'].recipe);
    expect(text('permission-denied')).toContain(sampleFacts['permission-denied'].path);
    expect(text('paused')).toContain(sampleFacts.paused.run);
    expect(text('job-crashed')).toContain('SIGSEGV');
  });

  it.each(languages)('says the way to TensorFlow Lite, which is no format, in %s', (language) => {
    const facts = { format: 'tflite', known: ['keras', 'savedmodel'] };
    const { message, remedy } = describeError({ code: 'unknown-format', facts }, language);
    expect(message).toContain('tflite');
    for (const step of ['Python', '--format savedmodel --form network', 'docs/tensorflow-lite.md'])
      expect(remedy).toContain(step);
  });

  const inTerminal: readonly string[] = [
    ...Object.keys(commandMessages),
    ...Object.keys(servingMessages),
    // Of a terminal that is open anyway: the one in which `thaw serve` runs.
    ...['folder-not-allowed', 'not-allowed', 'port-taken'],
    // The app has no way to bring a file of weights.
    'weights-missing',
  ];

  it.each(
    languages.flatMap((language) =>
      errorCodes.filter((code) => !inTerminal.includes(code)).map((code) => [language, code] as const),
    ),
  )('names no command and no option in the app, in %s: %s', (language, code) => {
    const { message, remedy } = describeErrorInApp({ code, facts: sampleFacts[code] }, language);
    expect(`${message} ${remedy}`.replace('xcode-select --install', '')).not.toMatch(
      /(^|[\s"])(--[a-z]|thaw [a-z]+)/,
    );
  });
});
