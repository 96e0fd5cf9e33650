import { sampleDescription } from './sample-plan.ts';

/** The text of the credits that the pictures' licence asks for. */
export function sampleCredits(): string {
  const { title, credits } = sampleDescription;
  return [
    `Sample "${title.en}", drawn by Thaw`,
    '',
    `Pictures: ${credits.work} by ${credits.authors}`,
    `Source: ${credits.source} (npm package ${credits.package})`,
    `Licence: ${credits.licence}, ${credits.licenceUrl}`,
    `Changes: ${credits.changes}`,
    '',
  ].join('\n');
}
