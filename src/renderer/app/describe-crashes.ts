import { pagePart, type CrashNote } from '../../shared/app/crash-note.ts';
import type { Language } from '../../shared/messages/language.ts';
import { recipeTitle } from '../../shared/messages/recipe-words.ts';
import type { AppWords } from './words/en.ts';
import { appWords } from './words/index.ts';

/** What a crash broke off, as people call it. */
type BrokenWork = keyof AppWords['crash']['works'];

/** What ended without saying goodbye, and how it goes on. */
export function describeCrashes(
  notes: readonly CrashNote[],
  language: Language,
): { readonly title: string; readonly text: string } {
  const { crash } = appWords[language];
  const services = notes.filter((note) => note.kind === 'service');
  const jobs = notes.filter((note) => note.kind === 'job');
  const windows = notes.filter((note) => note.kind === 'window');
  // Of several ends one after the other, the last one tells what goes on now.
  const service = services.at(-1);
  const [training, ...others] = service?.trainings ?? [];
  const sentences = [
    ...(service && !training ? [crash.nothingTrained] : []),
    ...(training ? [crash.goesOn(recipeTitle(training.name, language), training)] : []),
    ...(others.length > 0 ? [crash.othersGoOn(others.length)] : []),
    ...(jobs.length > 0 ? [crash.jobs(brokenWorks(jobs).map((work) => crash.works[work]))] : []),
    ...(jobs.some(({ signal }) => signal === 'SIGKILL') ? [crash.memory] : []),
    ...(jobs.length > 0 ? [crash.jobsGoOn] : []),
    ...(windows.length > 0 ? [crash.window] : []),
  ];
  return { title: titleOf(notes, crash), text: crash.join(sentences) };
}

/** Of what weighs most; a window's page alone says it of its own. */
function titleOf(notes: readonly CrashNote[], crash: AppWords['crash']): string {
  if (notes.some(({ kind }) => kind === 'service')) return crash.serviceTitle;
  const isPages = notes.every((note) => note.kind === 'window' && note.part === pagePart);
  return isPages ? crash.windowTitle : crash.jobTitle;
}

/** Each once, in the order of their first crash. */
function brokenWorks(jobs: readonly { readonly job: string }[]): BrokenWork[] {
  return [...new Set(jobs.map(({ job }) => works[job] ?? 'other'))];
}

const works: Readonly<Record<string, BrokenWork>> = {
  train: 'training',
  resume: 'training',
  'find-rate': 'training',
  'measure-speed': 'training',
  scan: 'photos',
  'index-photos': 'photos',
  check: 'photos',
  'check-labels': 'photos',
  'find-twins': 'photos',
  'find-groups': 'photos',
  'unpack-zip': 'photos',
  predict: 'model',
  'open-model': 'model',
  evaluate: 'model',
  'test-methods': 'model',
  similar: 'model',
  'map-photos': 'model',
  export: 'export',
};
