import { languages, type Language } from '../../shared/messages/language.ts';
import type { ThemeChoice } from '../shared/app.ts';
import { keep, kept } from './kept.ts';

const themeChoices = ['system', 'light', 'dark'] as const satisfies readonly ThemeChoice[];

/** Language and theme: the system's until the person chooses. */
export class Look {
  #language = $state<Language>(kept('language', languages, systemLanguage(navigator.languages)));
  #themeChoice = $state<ThemeChoice>(kept('theme', themeChoices, 'system'));
  #systemIsDark = $state(false);

  constructor() {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = dark.matches;
    dark.addEventListener('change', (event) => (this.#systemIsDark = event.matches));
    this.#showTheme();
    document.documentElement.lang = this.#language;
  }

  get language(): Language {
    return this.#language;
  }

  setLanguage(language: Language): void {
    this.#language = language;
    document.documentElement.lang = language;
    keep('language', language);
  }

  get themeChoice(): ThemeChoice {
    return this.#themeChoice;
  }

  get theme(): 'light' | 'dark' {
    if (this.#themeChoice !== 'system') return this.#themeChoice;
    return this.#systemIsDark ? 'dark' : 'light';
  }

  setTheme(choice: ThemeChoice): void {
    this.#themeChoice = choice;
    this.#showTheme();
    keep('theme', choice);
  }

  #showTheme(): void {
    if (this.#themeChoice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#themeChoice;
  }
}

/** The first of the system's languages decides. */
export function systemLanguage(wanted: readonly string[]): Language {
  return wanted[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
