/**
 * Columns a text takes in a terminal: wide East Asian characters two, combining marks none, all else one. Ranges:
 * Unicode Standard Annex 11, East Asian Width W and F, the blocks in use.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.replaceAll(escapes, '')) width += characterWidth(character);
  return width;
}

/** The text with spaces up to a width, at its end or its start. */
export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/** The text cut to a width, with `…` where something is missing. Holds no colours. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

const escapes = /\u001b\[[\d;]*m/g;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function characterWidth(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
