import type { Desktop } from './desktop.ts';

/** How the window's page and Electron's main process speak: calls with an answer, messages without, and commands. */

/** Calls of the page that are answered. A missing one is a compile error in main's table of handlers. */
export const desktopCalls = ['connection', 'chooseFolder', 'chooseZip', 'choosePhotos', 'reveal'] as const;
export type DesktopCall = (typeof desktopCalls)[number];

/** What the page tells without waiting for an answer. */
export const desktopMessages = ['showProgress', 'notify', 'setLanguage', 'setTraining'] as const;
export type DesktopMessage = (typeof desktopMessages)[number];

/** The IPC channel of a call, a message, or of the menu's commands. */
export const channelOf = (name: DesktopCall | DesktopMessage | 'command'): string => `thaw:${name}`;

export type ArgumentsOf<Name extends keyof Desktop> = Desktop[Name] extends (...args: infer Args) => unknown
  ? Args
  : never;
export type AnswerOf<Name extends keyof Desktop> = Desktop[Name] extends (...args: never) => infer Answer
  ? Awaited<Answer>
  : never;
