import { kitWords as english, type KitWords } from '../../../shared/messages/en/kit-words.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { kitWords as chinese } from '../../../shared/messages/zh-CN/kit-words.ts';
import type { KitFacts } from './kit-facts.ts';
import { describeSteps, quoted } from './describe-steps.ts';

/** README.md of a kit, in Markdown: from the files to an answer, and how far the answers were checked. */
export function renderReadme(facts: KitFacts, files: readonly string[], language: Language): string {
  const words = language === 'zh-CN' ? chinese : english;
  const { runName, labels, parity, format } = facts;
  return `# ${heading(runName)}

${words.otherLanguage}

${words.about(words.formats[format], parity.thawVersion)}${parity.weights === 'float16' ? ` ${words.halfWeights}` : ''}

## ${words.ask}

${asking(facts, words)}
## ${words.steps}

${words.stepsFirst}

${describeSteps(facts, words)
  .map((step, index) => `${index + 1}. ${step}\n`)
  .join('')}
${words.classes}:

${labels.classes.map((name, index) => `- ${index}: ${quoted(name)}\n`).join('')}
## ${words.checked}

${checked(facts, words)}
## ${words.files}

${fileRows(facts, files, words)}`;
}

/** A run's name on the heading's one line, without a sign that Markdown or HTML would act on. */
function heading(name: string): string {
  return name.replaceAll(/\s+/g, ' ').replaceAll(/[\\\`*_{}[\]<>#|&]/g, (sign) => `\\${sign}`);
}

function asking({ samples }: KitFacts, words: KitWords): string {
  const page = samples.find(({ language }) => language === 'browser');
  const commands = samples.flatMap((sample) => sample.commands);
  return [
    ...(commands.length > 0 ? [words.askFirst, '', '```sh', ...commands, '```', ''] : []),
    ...(page ? [words.open(page.fileName), ''] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function checked({ parity, samples }: KitFacts, words: KitWords): string {
  const { maxFamiliarityDifference: likeness, openedWith } = parity;
  const rows = [
    [words.maxDifference, parity.maxDifference.toExponential(1)],
    [words.meanDifference, parity.meanDifference.toExponential(1)],
    ...(likeness === null ? [] : [[words.likenessDifference, likeness.toExponential(1)]]),
    [words.allowed, parity.allowedDifference.toExponential(1)],
    [words.agreement, words.of(parity.sameAnswers, parity.photos)],
    [words.topClass, words.of(parity.sameTopClass, parity.photos)],
  ];
  const versions = [...new Set(samples.flatMap(({ checkedWith }) => checkedWith))];
  return `${words.checkedFirst(String(parity.photos), openedWith)}

| | |
|---|---|
${rows.map((row) => `| ${row.join(' | ')} |\n`).join('')}
${versions.length === 0 ? '' : `${words.versions}: ${versions.join(', ')}.\n`}`;
}

function fileRows({ modelFile }: KitFacts, files: readonly string[], words: KitWords): string {
  const known: Readonly<Record<string, string>> = words.file;
  const said = (file: string): string =>
    file === modelFile
      ? words.file.model
      : file.startsWith('page/')
        ? ''
        : (known[file] ?? words.file.weights);
  const listed = files.filter((file) => !file.startsWith('page/') && !file.startsWith('README'));
  const page = files.some((file) => file.startsWith('page/')) ? [`- \`page/\`: ${words.file.page}\n`] : [];
  return [...listed.map((file) => `- \`${file}\`: ${said(file)}\n`), ...page].join('');
}
