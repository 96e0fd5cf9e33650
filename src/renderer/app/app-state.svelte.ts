import type { DesktopCommand, Desktop } from '../../shared/app/desktop.ts';
import type { ProjectView } from '../../shared/app/project-view.ts';
import type { AppStatus, DeviceView } from '../../shared/app/work-view.ts';
import { describeErrorInApp } from '../../shared/messages/describe-error.ts';
import type { Language } from '../../shared/messages/language.ts';
import {
  steps,
  type App,
  type Dropped,
  type DropTaker,
  type Place,
  type Question,
  type Step,
} from '../shared/app.ts';
import type { Toast, ThemeChoice } from '../shared/app.ts';
import { thawErrorOf, type Client } from '../shared/client.ts';
import { modelsOf } from '../shared/runs/choose-run.ts';
import { AboutThaw } from './about-thaw.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { Drops } from './drops.svelte.ts';
import { leftGpuText } from './left-gpu-text.ts';
import { Look } from './look.svelte.ts';
import { Models } from './models.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { OpenProject } from './open-project.svelte.ts';
import { Pickers } from './pickers.svelte.ts';
import { Questions } from './questions.svelte.ts';
import type { PathedFile } from './read-dropped.ts';
import { saveFile } from './save-file.ts';
import { placedBelow } from './send-files.ts';
import { Toasts } from './toasts.svelte.ts';
import { tellTraining } from './tell-training.ts';
import { appWords } from './words/index.ts';
import type { AppWords } from './words/en.ts';
import { WorkToasts } from './work-toasts.ts';

/** The whole app as every view sees it, put together from its parts. */
export class AppState implements App {
  readonly desktop: Desktop | null;
  readonly look = new Look();
  readonly toasts = new Toasts();
  readonly questions = new Questions();
  readonly save = saveFile;
  readonly pickers: Pickers;
  readonly drops: Drops;
  readonly about: AboutThaw;
  readonly models: Models;
  readonly #connection: Connection;
  readonly #navigation: Navigation;
  readonly #work: WorkToasts;
  readonly #open: OpenProject;
  #status = $state.raw<AppStatus | null>(null);
  #device = $state.raw<DeviceView>({ kind: 'looking' });

  constructor(desktop: Desktop | null) {
    this.desktop = desktop;
    this.pickers = new Pickers(desktop);
    this.#open = new OpenProject(
      () => this.client,
      (view, before) => {
        tellTraining(this, this.words, view, before);
      },
    );
    this.#navigation = new Navigation((place) => {
      this.#open.open(place.kind === 'project' ? place.project : null);
    });
    this.#connection = new Connection(desktop, () => {
      void this.#loadStatus();
    });
    this.#work = new WorkToasts({
      toasts: this.toasts,
      client: () => this.client,
      words: () => this.words,
    });
    const fail = (error: unknown): void => {
      this.fail(error);
    };
    this.models = new Models({
      client: () => this.client,
      project: () => this.project,
      choose: () => this.chooseFolder(this.words.chooseModelTitle),
      upload: (files) => this.upload(files),
      opened: ({ project, run }) => {
        this.toast({ tone: 'ice', text: this.words.modelOpened });
        this.go({ kind: 'project', project, step: 'results', run });
      },
      fail,
    });
    this.drops = new Drops({
      desktop,
      step: () => (this.place.kind === 'project' ? this.place.step : null),
      canPredict: () => modelsOf(this.project?.runs ?? []).length > 0,
      openAsProject: (dropped) => this.openAsProject(dropped),
      openModel: (dropped, name) => this.models.openDropped(dropped, name),
      goToPredict: () => {
        this.goToStep('predict');
      },
      refuse: (kind) => {
        const { drop } = this.words;
        const text =
          kind.kind === 'wrong'
            ? drop.wrong(kind.extension)
            : kind.kind === 'photos'
              ? drop.photosNowhere
              : drop.severalFolders;
        this.toast({ tone: 'warm', text });
      },
      fail,
      reading: () => this.#work.reading(),
    });
    this.client.app.device.subscribe(undefined, {
      onData: (device) => (this.#device = device),
      onError: (error) => (this.#device = { kind: 'failed', error: thawErrorOf(error).toPlain() }),
    });
    this.client.app.leftGpus.subscribe(undefined, {
      onData: (left) => {
        this.toast({ tone: 'warm', text: leftGpuText(left, this.language) });
      },
    });
    this.about = new AboutThaw(this.client, fail);
    desktop?.setLanguage(this.language);
    desktop?.onCommand((command) => {
      this.#obey(command);
    });
    this.#navigation.start();
  }

  get client(): Client {
    return this.#connection.client;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get status(): AppStatus | null {
    return this.#status;
  }

  get device(): DeviceView {
    return this.#device;
  }

  showAbout(): void {
    this.about.show();
  }

  get words(): AppWords {
    return appWords[this.language];
  }

  get language(): Language {
    return this.look.language;
  }

  setLanguage(language: Language): void {
    this.look.setLanguage(language);
    this.desktop?.setLanguage(language);
  }

  get themeChoice(): ThemeChoice {
    return this.look.themeChoice;
  }

  get theme(): 'light' | 'dark' {
    return this.look.theme;
  }

  setTheme(choice: ThemeChoice): void {
    this.look.setTheme(choice);
  }

  get place(): Place {
    return this.#navigation.place;
  }

  go(place: Place): void {
    this.#navigation.go(place);
  }

  /** A step of the open project; nothing happens without one. */
  goToStep(step: Step, run: string | null = null): void {
    if (this.place.kind === 'project') this.go({ ...this.place, step, run });
  }

  get project(): ProjectView | null {
    return this.#open.view;
  }

  get projectError(): App['projectError'] {
    return this.#open.error;
  }

  retryProject(): void {
    this.#open.retry();
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  toast(toast: Toast): void {
    this.toasts.show(toast);
  }

  fail(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    const thawError = thawErrorOf(error);
    // The notice below the top bar says it, as long as it is so.
    if (thawError.code === 'disconnected') return;
    const { message, remedy } = describeErrorInApp(thawError, this.language);
    this.toast({ tone: 'danger', text: `${message} ${remedy}` });
  }

  ask(question: Question): Promise<boolean> {
    return this.questions.ask(question);
  }

  chooseFolder(title: string, also?: 'zips'): Promise<string | null> {
    return this.pickers.folder(title, also);
  }

  choosePhotos(title: string): Promise<Dropped | null> {
    return this.pickers.photos(title);
  }

  async openSample(): Promise<void> {
    await this.#create({ kind: 'sample' });
  }

  async openAsProject(dropped: Dropped): Promise<void> {
    try {
      if (dropped.kind === 'paths') {
        await this.#create({ kind: 'path', path: dropped.paths[0]! });
        return;
      }
      if (dropped.files.length === 0) {
        this.toast({ tone: 'warm', text: this.words.drop.emptyFolder(dropped.name) });
        return;
      }
      const { name, files } = placedBelow(dropped);
      const upload = await this.upload(files);
      await this.#create({ kind: 'upload', upload, name });
    } catch (error) {
      this.fail(error);
    }
  }

  upload(files: readonly PathedFile[]): Promise<string> {
    return this.#work.upload(files);
  }

  takeDrops(taker: DropTaker, says: string): () => void {
    return this.drops.takeDrops(taker, says);
  }

  async #create(source: Parameters<Client['projects']['create']['mutate']>[0]['source']): Promise<void> {
    try {
      const { project } = await this.client.projects.create.mutate({ source });
      this.go({ kind: 'project', project, step: 'data', run: null });
    } catch (error) {
      this.fail(error);
    }
  }

  async #loadStatus(): Promise<void> {
    try {
      this.#status = await this.client.app.status.query();
    } catch (error) {
      this.fail(error);
    }
  }

  #obey(command: DesktopCommand): void {
    if (command === 'about') this.showAbout();
    else if (command === 'go-home') this.go({ kind: 'home' });
    else if (command === 'open-folder') void this.openChosenFolder();
    else this.goToStep(steps[Number(command.slice('go-step-'.length)) - 1]!);
  }

  /** Asks for a folder (in a browser a .zip as well) and opens it as a project. */
  async openChosenFolder(): Promise<void> {
    const path = await this.chooseFolder(this.words.chooseFolderTitle, 'zips');
    if (path !== null) await this.openAsProject({ kind: 'paths', paths: [path] });
  }
}
