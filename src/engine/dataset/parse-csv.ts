/**
 * Rows of cells of a CSV text: commas, or semicolons where the first line has more of them; cells in double quotes may
 * hold both, line ends, and quotes written twice. Empty lines are left out. Source: RFC 4180.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const content = text.replace(/^\uFEFF/, '');
  const firstLine = content.slice(0, /\r?\n|$/.exec(content)!.index);
  const separator = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < content.length) {
    const { cell, end } = content[at] === '"' ? quotedCell(content, at) : plainCell(content, at, separator);
    row.push(cell);
    at = end;
    if (content[at] === separator) {
      at += 1;
      // A separator at the end of the text opens one more cell, which is empty.
      if (at === content.length) row.push('');
      else continue;
    }
    if (content.startsWith('\r\n', at)) at += 2;
    else at += 1;
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

interface Cell {
  readonly cell: string;
  /** Where what follows it begins. */
  readonly end: number;
}

function plainCell(text: string, from: number, separator: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { cell: text.slice(from, end).trim(), end };
}

function quotedCell(text: string, from: number): Cell {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { cell: cell + text.slice(at), end: text.length };
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}
