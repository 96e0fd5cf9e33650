import { getContext, setContext } from 'svelte';
import type { AppStatus, DeviceView } from '../../shared/app/work-view.ts';
import type { Desktop } from '../../shared/app/desktop.ts';
import type { ProjectView } from '../../shared/app/project-view.ts';
import type { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { Client } from './client.ts';

/** The steps of a project, in the rail's order. */
export const steps = ['data', 'augment', 'train', 'results', 'predict', 'export'] as const;
export type Step = (typeof steps)[number];

/** Where the person is; kept in the address (`#/p/ID/results/RUN`), so that a reload comes back. */
export type Place =
  | { readonly kind: 'home' }
  | {
      readonly kind: 'project';
      readonly project: string;
      readonly step: Step;
      readonly run: string | null;
      /** What of it is to be seen at first; in the data, a filter of the photos (photo-filters.ts). */
      readonly show?: string;
    };

export type ThemeChoice = 'system' | 'light' | 'dark';

/** One short message at the bottom left of the stage; 6 s, one at a time. */
export interface Toast {
  readonly tone: 'ice' | 'warm' | 'danger';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** It stays until another takes its place, such as how far work is: 0 to 1, null while unknown. */
  readonly progress?: number | null;
}

/** A question before a loss. The first button is the safe answer and has the focus. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** Stays as it is. */
  readonly safe: string;
  readonly act: string;
  readonly tone: 'plain' | 'primary' | 'danger';
}

/** What was dropped, pasted or picked: paths of the service's machine, or files of the browser. */
export type Dropped =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  /** `path` keeps the shape of a dropped folder, `cats/1.jpg`. */
  | {
      readonly kind: 'files';
      readonly name: string;
      readonly files: readonly { readonly path: string; readonly file: File }[];
    };

/** A model's file: of the service's machine, or among files that were sent to it. */
export type ModelSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'upload'; readonly upload: string; readonly name: string };

/** A view that wants photos dropped on it says so while it is shown; folders of class folders open a project. */
export type DropTaker = (dropped: Dropped) => void;

/** What every view is given. Fields are reactive. */
export interface App {
  readonly client: Client;
  /** null in a browser. */
  readonly desktop: Desktop | null;
  readonly status: AppStatus | null;
  readonly device: DeviceView;
  readonly language: Language;
  setLanguage(language: Language): void;
  readonly themeChoice: ThemeChoice;
  /** What is shown, the system's choice followed; charts read their colours again when it changes. */
  readonly theme: 'light' | 'dark';
  setTheme(choice: ThemeChoice): void;
  readonly place: Place;
  go(place: Place): void;
  /** The open project; null on Home and until its first view came. */
  readonly project: ProjectView | null;
  /** Why the open project cannot be shown. */
  readonly projectError: ThawError | null;
  readonly connection: {
    readonly open: boolean;
    readonly lastHeard: Date | null;
    readonly retryInSeconds: number | null;
  };
  retryNow(): void;
  /** Opens the dialog that tells about Thaw: diagnostics and licences. */
  showAbout(): void;
  toast(toast: Toast): void;
  /** Shows what went wrong as a toast in the person's language; `expected` errors of a form are the form's to show. */
  fail(error: unknown): void;
  ask(question: Question): Promise<boolean>;
  /** The system's dialog in the window, Thaw's own in a browser, which may offer .zip files too; null: cancelled. */
  chooseFolder(title: string, also?: 'zips'): Promise<string | null>;
  choosePhotos(title: string): Promise<Dropped | null>;
  /** Makes a project from the sample photos and goes to its data. */
  openSample(): Promise<void>;
  /** Opens a folder, a .zip or an upload as a project and goes to its data. */
  openAsProject(dropped: Dropped): Promise<void>;
  /** Models from elsewhere. */
  readonly models: {
    /** One is being opened. */
    readonly busy: boolean;
    /** Asks for a model's folder and opens it as a run of the project, on Home as a project of its own; goes to it. */
    choose(): Promise<void>;
  };
  /** Sends files to the service, with progress as a toast; the upload's id. */
  upload(files: readonly { readonly path: string; readonly file: File }[]): Promise<string>;
  /** While `taker` is set, dropped or pasted photos are given to it. Returns how to end that. */
  takeDrops(taker: DropTaker, says: string): () => void;
  /** Downloads bytes made in the page. */
  save(name: string, content: Blob): void;
}

const key = Symbol('app');

export function provideApp(app: App): void {
  setContext(key, app);
}

export function useApp(): App {
  return getContext<App>(key);
}

/** The open project, in views that are only shown with one. */
export function useProject(): { readonly view: ProjectView } {
  const app = useApp();
  return {
    get view() {
      return app.project!;
    },
  };
}
