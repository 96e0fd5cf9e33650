/** Words of the dialog that tells about Thaw. */
export const en = {
  title: 'About Thaw',
  version: (version: string) => `Version ${version}, Apache License 2.0`,
  promise: 'Photos, models and logs stay on this computer. Thaw reports nothing to anybody.',
  diagnostics: 'When something goes wrong',
  diagnosticsText:
    'Send this along when you ask for help: versions, processor, memory, disk, what computes and why, and the last lines of the log. It holds no photos, no names of photos and no keys.',
  gathering: 'Looking…',
  copy: 'Copy diagnostics',
  copied: 'Copied.',
  tryAgain: 'Try again',
  show: 'What is copied',
  licences: 'Licences',
  licencesText: (count: number) => `Thaw is built from the work of others, ${count} parts of it.`,
  licencesLabel: 'Parts and their licences',
  fetched: 'fetched when it is first needed',
  noText: 'No text lies with it.',
  close: 'Close',
};
export type AboutWords = typeof en;
