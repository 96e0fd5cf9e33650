import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');
const photos = (value: number): string => `${count(value)} ${value === 1 ? 'photo' : 'photos'}`;

export const predictWords = {
  title: 'What is in the photo?',
  hint: 'Drop photos or whole folders anywhere in this window, or paste one.',
  choose: 'Choose photos…',
  chooseTitle: 'Photos to ask about',
  drop: 'Drop to ask the model',
  inspector: 'Model and answers',

  locked: {
    title: 'No model to ask yet',
    text: 'Train one first. Then it answers for any photo you drop here.',
    act: 'Go to training',
  },
  empty: { title: 'Drop a photo to ask the model', text: 'Or a folder of them. They stay on this computer.' },

  opening: 'Opening the model',
  counting: 'Looking for photos',
  answering: (done: number, total: number) => `${count(done)} of ${photos(total)} answered`,
  cancel: 'Cancel',

  size: (width: number, height: number) => `${count(width)} × ${count(height)}`,
  facts: (name: string, size: string) => `${name}, ${size}`,
  probabilities: 'How sure the model is of each class',
  more: (n: number) => `${count(n)} more`,
  fewer: 'Fewer',
  trust: (share: string, low: string, high: string, n: number) =>
    `Of test photos answered this surely (${low} to ${high}\u00a0%), ${share} were right (n\u00a0=\u00a0${count(n)}).`,
  photo: 'Photo',
  why: 'Why',
  whyLabel: 'What is shown',
  whyClass: 'The class to explain',
  isAnswer: 'the answer',
  whyText: (className: string) => `Warm: what spoke for "${className}"`,
  plainText: 'W shows what decided the answer.',
  whyFailed: 'What decided this answer cannot be shown.',
  photoFailed: 'The photo cannot be shown.',
  photoOf: (name: string, answer: string) => `${name}, answered ${answer}`,
  notAnswered: 'No answer',
  none: 'none of these',
  unlike: (className: string) =>
    `It is unlike the training photos. The likeliest class would be "${className}".`,
  unsure: (className: string) => `The model is not sure enough. The likeliest class is "${className}".`,
  noneTitle: 'None of these',
  noneText: 'Photos unlike the training photos, and answers less sure than most, become "none of these".',
  noneOff: 'Every photo is answered with a class.',
  noneSet: 'Set how strictly',

  photos,
  skippedCount: (n: number) => `${count(n)} without an answer`,
  order: 'Order of the list',
  inOrder: 'In order',
  leastSure: 'Least sure first',
  table: {
    caption: 'Photos and their answers',
    picture: 'Photo',
    file: 'File',
    answer: 'Answer',
    bar: 'Sureness as a bar',
    sure: 'Sure',
    likeliest: (className: string) => `(${className})`,
  },

  model: 'Model',
  unmeasured: 'not measured on test photos',
  asksAgain: 'Another model is asked about the same photos.',
  take: 'Take the answers',
  saveCsv: 'Save as CSV…',
  csvName: (project: string) => `${project} answers.csv`,
  copyByAnswer: 'Copy into folders by answer…',
  copyTitle: 'Where the folders are made, one an answer',
  copiesOnly: 'Copies only. Your photos stay where they are.',
  copying: (done: number, total: number) => `${count(done)} of ${count(total)} copied`,
  copied: (n: number, out: string) => `${photos(n)} copied to ${out}`,
  copiedBut: (n: number, skipped: number) => `${photos(n)} copied, ${count(skipped)} left out`,
  show: 'Show in folder',
  serve: 'For other programs',
  serveText: 'This command answers them over HTTP on this computer, until Ctrl-C.',
  serveLabel: 'Command of the prediction server',
  serveCopy: 'Copy the command',
  serveCopied: 'The command is copied.',
  nothingAsked: 'Ask about a photo first.',
};

export type PredictWords = typeof predictWords;
