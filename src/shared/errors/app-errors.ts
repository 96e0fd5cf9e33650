/** What can go wrong with projects, the folder dialog, uploads and what the app asks for. */
export interface AppErrors {
  'project-not-found': { project: string };
  'project-file-damaged': { file: string; detail: string };
  'project-from-newer-version': { file: string; version: number; supported: number };
  /** A check before the start fails. */
  'project-not-ready': { check: 'data' | 'weights' | 'device' | 'space' | 'start' };
  /** Something else works on the project: another reading, a split being written, a training. */
  'project-busy': { project: string; doing: 'reading' | 'splitting' | 'training' | 'checking' };
  'folder-not-allowed': { path: string; roots: readonly string[] };
  'folder-name-invalid': { name: string };
  'folder-name-taken': { path: string };
  'photo-not-found': { path: string };
  'run-in-use': { run: string };
  'upload-not-found': { upload: string };
  'upload-too-large': { limitBytes: number };
  'upload-name-invalid': { path: string };
  /** No packed project, or not what was packed. */
  'packed-project-invalid': { file: string; detail: string };
  'zip-damaged': { file: string; detail: string };
  'zip-name-invalid': { file: string; entry: string };
  'zip-too-large': { file: string; bytes: number; limitBytes: number };
  'zip-too-many-files': { file: string; count: number; limit: number };
  'zip-encrypted': { file: string };
  /** The engine's service cannot be reached; the page tries again. */
  disconnected: { since: string };
  'not-allowed': { what: 'token' | 'origin' | 'host' };
  'port-taken': { port: number };
  /** Another service of the same app data folder is up. */
  'service-runs': { port: number; pid: number };
  /** A service of another version, which must end before this one can start. */
  'other-version-runs': { running: string; own: string; trains: boolean };
  /** The service ends again and again, soon after each start. */
  'service-fails': { times: number; detail: string; log: string };
}
