import type { StorageErrors } from '../../errors/storage-errors.ts';
import type { ErrorSentences } from '../message-types.ts';

export const storageMessages: ErrorSentences<StorageErrors> = {
  'permission-denied': ({ path, operation }) => ({
    message: `${path} may not be ${operation === 'read' ? 'read' : 'written'} by this user.`,
    remedy:
      operation === 'read'
        ? 'Give yourself permission to read it, or choose another place.'
        : 'Choose a place you may write to, for example with --out.',
  }),
  'disk-full': ({ path }) => ({
    message: `The disk is full; ${path} could not be written. What was finished before is kept.`,
    remedy: 'Make room on the disk and start again; a training goes on with "thaw train --resume RUN".',
  }),
  'drive-gone': ({ path }) => ({
    message: `${path} is not there any more, as when its drive is pulled out. What was finished before is kept.`,
    remedy: 'Bring it back and start again; a training goes on with "thaw train --resume RUN".',
  }),
  'too-many-open-files': ({ path }) => ({
    message: `${path || 'A file'} could not be opened: the system lets Thaw open no more files at once.`,
    remedy: 'Close other programs, or allow more open files (such as by "ulimit -n 4096"), and start again.',
  }),
  'file-damaged': ({ file, detail }) => ({
    message: `${file} is damaged: ${detail}.`,
    remedy: "Delete it if it lies in Thaw's cache, where it is made again; else restore it from a copy.",
  }),
  'locked-by-other': ({ path, pid, machine, freeAfterMinutes }) =>
    machine === null
      ? {
          message: `${path} is in use by another Thaw${pid > 0 ? ` (process ${pid})` : ''}.`,
          remedy: 'Wait until that one is done, or end it.',
        }
      : {
          message: `${path} is in use by Thaw on another computer, ${machine} (process ${pid} there).`,
          remedy: `Wait until it is done there, or end it there. If that computer no longer works on it, try again ${freeAfterMinutes} minutes after it stopped.`,
        },
};
