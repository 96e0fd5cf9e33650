import { recipeTitle } from '../../../shared/messages/recipe-words.ts';
import { runSettings } from '../../../shared/run-settings.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import type { ReportFacts } from '../report-facts.ts';
import { code, factList, section } from './parts.ts';

/** How it was trained, and what the person changed. */
export function recipeSection({ config }: ReportFacts, { words, settings, language }: ReportContext): Html {
  const { changes, recipe } = config;
  return section(
    'recipe',
    words.recipe,
    factList([
      { label: settings.recipe, value: recipeTitle(recipe.name, language) },
      {
        label: words.changed,
        value:
          changes.length === 0 ? words.nothingChanged : changes.map((change) => markup`${code(change)} `),
      },
      ...runSettings(config, settings).map(({ label, value }) => ({ label, value })),
    ]),
  );
}
