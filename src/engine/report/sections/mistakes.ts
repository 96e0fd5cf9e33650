import { formatShare } from '../../../shared/messages/format-numbers.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import type { ReportedMistake, ReportFacts } from '../report-facts.ts';
import { section } from './parts.ts';

/** Enough digits to tell 99.9 from 99.99 % sure. */
const asOf = 1000;
/** A probability that rounds to 1 in a float32 is still not certainty. */
const surest = 0.99999;

/** The mistakes that it was surest of, each with what decided it. */
export function mistakesSection({ mistakes, mistakeCount }: ReportFacts, context: ReportContext): Html {
  const { words } = context;
  if (mistakeCount === null)
    return section('mistakes', words.mistakes, markup`<p>${words.mistakesUnknown}</p>`);
  if (mistakeCount === 0) return section('mistakes', words.mistakes, markup`<p>${words.mistakesNone}</p>`);
  const missing = mistakes.filter((mistake) => mistake.missing !== null).length;
  return section(
    'mistakes',
    words.mistakes,
    markup`<p class="lead">
        ${words.mistakesHow(mistakes.length, mistakeCount)}${missing === 0 ? null : ` ${words.mistakesMissing(missing)}`}
      </p>
      <ul class="mistakes">
        ${mistakes.map((mistake) => card(mistake, context))}
      </ul>`,
  );
}

function card(
  { file, className, answer, probability, photo, why, missing }: ReportedMistake,
  { words }: ReportContext,
): Html {
  const pictures =
    photo === null
      ? markup`<p class="gone">${words.missing[missing ?? 'unreadable']}</p>`
      : markup`<div class="pair">
          ${picture(photo, words.photoOf(file))}${
            why === null
              ? markup`<p class="gone">${words.noWhy}</p>`
              : picture(why, words.whyOf(file, answer))
          }
        </div>`;
  return markup`<li>
    ${pictures}
    <p>
      <b>${words.mistake(className, answer)}</b> ${formatShare(Math.min(surest, probability), asOf)}<br /><small>${file}</small>
    </p>
  </li> `;
}

function picture(jpeg: Uint8Array, alt: string): Html {
  return markup`<img src="data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}" alt="${alt}" />`;
}
