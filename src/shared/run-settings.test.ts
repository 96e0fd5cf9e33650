import { describe, expect, it } from 'vitest';
import { recipeByName } from './recipes/catalogue.ts';
import type { RunConfig } from './run-files.ts';
import { differingSettings, runSettings } from './run-settings.ts';
import { settingWords as english } from './messages/en/setting-words.ts';
import { settingWords as chinese } from './messages/zh-CN/setting-words.ts';

const config = (recipe: string, seed = 1): RunConfig => ({
  schemaVersion: 1,
  thawVersion: '0.1.0',
  createdAt: '2026-11-14T10:00:00Z',
  source: { folder: '/photos', layout: 'class-folders' },
  classes: ['cats', 'dogs'],
  seed,
  recipe: recipeByName(recipe),
  changes: [],
  baseWeights: null,
});

const words = english;

describe('the settings of a run', () => {
  it('name their phase where there are several', () => {
    const settings = runSettings(config('two-phase'), words);
    const rates = settings.filter(({ key }) => key.endsWith('.learningRate'));
    expect(rates.map(({ value }) => value)).toEqual(['2e-5', '1e-5']);
    expect(new Set(rates.map(({ label }) => label)).size).toBe(2);
    expect(runSettings(config('frozen'), words).find(({ key }) => key === 'phase0.learningRate')?.label).toBe(
      words.learningRate,
    );
  });
  it('name what augmentation does, and that there is none', () => {
    const value = (recipe: string): string | undefined =>
      runSettings(config(recipe), words).find(({ key }) => key === 'augmentation')?.value;
    expect(value('two-phase')).toContain(words.horizontalFlip);
    expect(value('cached-features')).toBe(words.off);
  });
  it('have a word in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const)
      for (const { label, value } of runSettings(
        config('two-phase'),
        { en: english, 'zh-CN': chinese }[language],
      ))
        expect(label && value).toBeTruthy();
  });
});

describe('settings that differ', () => {
  it('are found by their key, and absent where one run has none', () => {
    const differing = differingSettings(
      [config('two-phase'), config('frozen', 2)].map((each) => runSettings(each, words)),
    );
    expect(differing.find(({ key }) => key === 'seed')?.values).toEqual(['1', '2']);
    expect(differing.find(({ key }) => key === 'phase1.epochs')?.values).toEqual(['100', null]);
    expect(differing.some(({ key }) => key === 'units')).toBe(false);
  });
  it('are none for the same run', () => {
    const settings = runSettings(config('frozen'), words);
    expect(differingSettings([settings, settings])).toEqual([]);
  });
});
