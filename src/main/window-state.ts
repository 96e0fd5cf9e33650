import type { BrowserWindow } from 'electron';
import type { Language } from '../shared/messages/language.ts';

/** What the shell knows of its one window. */
export interface WindowState {
  window: BrowserWindow | null;
  /** Of menus and questions; the page says when it changes. */
  language: Language;
  /** A run trains: closing the window asks. */
  training: boolean;
  /** Called when the language changes. */
  onLanguage: () => void;
}

export function createWindowState(language: Language): WindowState {
  return { window: null, language, training: false, onLanguage: () => undefined };
}
