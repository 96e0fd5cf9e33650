import type { Language } from '../../shared/messages/language.ts';
import { recipeTitle } from '../../shared/messages/recipe-words.ts';
import { thawVersion } from '../../shared/version.ts';
import { markup, Html } from './html.ts';
import { reportContext } from './report-context.ts';
import { reportDate } from './report-date.ts';
import type { ReportFacts } from './report-facts.ts';
import { reportStyle } from './report-style.ts';
import { certaintySection } from './sections/certainty.ts';
import { curvesSection } from './sections/curves.ts';
import { dataSection } from './sections/data.ts';
import { environmentSection } from './sections/environment.ts';
import { mistakesSection } from './sections/mistakes.ts';
import { noneSection } from './sections/none-of-these.ts';
import { recipeSection } from './sections/recipe.ts';
import { scoresSection } from './sections/scores.ts';
import { summarySection } from './sections/summary.ts';

/** Nothing but this file's own style and pictures, whatever a name in it should try. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A whole HTML document. `now`: when it is made. */
export function renderReport(report: ReportFacts, language: Language, now: Date = new Date()): string {
  const context = reportContext(language);
  const { words } = context;
  const { config, facts } = report;
  const title = words.title(report.name);
  const recipe = recipeTitle(config.recipe.name, language);
  return markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Thaw ${thawVersion}" />
        <title>${title}</title>
        <style>
          ${new Html(reportStyle)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>${title}</h1>
            <p>${words.about(recipe, reportDate(config.createdAt, language))}</p>
          </header>
          ${summarySection(report, context)}
          ${facts.measured && facts.measured.evaluation.count > 0 ? scoresSection(facts.measured.evaluation, context) : null}
          ${mistakesSection(report, context)} ${curvesSection(report, context)}
          ${facts.measured && facts.measured.evaluation.count > 0 ? certaintySection(facts.measured.evaluation, context) : null}
          ${facts.measured && facts.measured.evaluation.count > 0 ? noneSection(report, context) : null}
          ${dataSection(report, context)} ${recipeSection(report, context)}
          ${environmentSection(report, context)}
          <footer>${words.madeBy(thawVersion, reportDate(now.toISOString(), language))}</footer>
        </main>
      </body>
    </html> `.text;
}
