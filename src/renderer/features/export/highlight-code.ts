import type { SampleView } from '../../../shared/app/work-view.ts';

/** A piece of code in one colour. */
export interface CodePiece {
  readonly kind: 'plain' | 'keyword' | 'string' | 'comment';
  readonly text: string;
}

const scriptKeywords =
  'import|from|export|const|let|var|function|return|await|async|for|of|in|if|else|new|try|catch|throw|null|true|false';
const pythonKeywords =
  'import|from|as|def|return|for|in|if|elif|else|with|not|and|or|lambda|None|True|False|while|try|except|raise';

const strings = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`;
const templates = '`(?:\\\\.|[^`\\\\])*`';

/** Groups: comment, string, keyword. What a string holds is never a comment, and the other way round: the first wins. */
const patterns: Readonly<Record<SampleView['language'], RegExp>> = {
  python: new RegExp(`(#[^\\n]*)|("""[^]*?"""|${strings})|\\b(${pythonKeywords})\\b`, 'g'),
  node: new RegExp(`(//[^\\n]*|/\\*[^]*?\\*/)|(${strings}|${templates})|\\b(${scriptKeywords})\\b`, 'g'),
  browser: new RegExp(
    `(<!--[^]*?-->|(?<!:)//[^\\n]*|/\\*[^]*?\\*/)|(${strings}|${templates})|(</?[a-z][\\w-]*|/?>(?=\\s|<|$)|\\b(?:${scriptKeywords})\\b)`,
    'g',
  ),
};

/** Code cut into coloured pieces; joined they are the code as it was. */
export function highlightCode(text: string, language: SampleView['language']): readonly CodePiece[] {
  const pieces: CodePiece[] = [];
  let end = 0;
  for (const match of text.matchAll(patterns[language])) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) });
    const [whole, comment, string] = match;
    pieces.push({
      kind: comment !== undefined ? 'comment' : string !== undefined ? 'string' : 'keyword',
      text: whole,
    });
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) });
  return pieces;
}
