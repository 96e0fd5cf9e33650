/** Markup that needs no more escaping: what `markup` made, or a constant of ours. Text from a disk never becomes one. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in markup: text and numbers are escaped; null is nothing. */
export type Part = string | number | Html | null | readonly Part[];

/** Markup with its values escaped, in text and in quoted attributes alike. */
export function markup(literals: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(
    literals.reduce((text, literal, index) => `${text}${textOf(values[index - 1] ?? null)}${literal}`),
  );
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escapeHtml(String(part));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Controls, which HTML forbids and file names may hold, are shown as the replacement character. */
function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');
}
