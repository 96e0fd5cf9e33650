/**
 * What only a desktop can do; the preload puts it at `window.thawDesktop`, and a browser has none. Paths are of this
 * machine, which is also the service's.
 */
export interface Desktop {
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** Where the service listens, and its token for the WebSocket; asked again after a restart. */
  connection(): Promise<{ readonly port: number; readonly token: string }>;
  /** The system's dialogs; null where the person cancelled. */
  chooseFolder(title: string): Promise<string | null>;
  chooseZip(title: string): Promise<string | null>;
  choosePhotos(title: string): Promise<readonly string[] | null>;
  /** Shows a file or folder in the file manager. Only what the service has named, inside its projects and exports. */
  reveal(path: string): Promise<void>;
  /** The path of a dropped file or folder; empty where it has none. */
  pathOf(file: File): string;
  /** On the dock or taskbar: 0 to 1; null takes it away. */
  showProgress(share: number | null): void;
  notify(title: string, body: string): void;
  /** The menus speak the page's language. */
  setLanguage(language: 'en' | 'zh-CN'): void;
  /** True while closing the window leaves a training behind, so that the window asks. */
  setTraining(training: boolean): void;
  /** Chosen in the menu; see src/main/set-up-menu.ts. Returns how to stop listening. */
  onCommand(listener: (command: DesktopCommand) => void): () => void;
}

export type DesktopCommand = 'about' | 'open-folder' | 'go-home' | `go-step-${1 | 2 | 3 | 4 | 5 | 6}`;
