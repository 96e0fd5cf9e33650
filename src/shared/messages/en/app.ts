import type { AppErrors } from '../../errors/app-errors.ts';
import { assertNever } from '../../assert-never.ts';
import { formatBytes } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const checks = {
  data: 'the photos',
  weights: 'the weights',
  device: 'the device',
  space: 'the space on disk',
  start: 'the run to start from',
};
const doings = {
  reading: 'its photos are being read',
  splitting: 'its photos are being copied or moved',
  training: 'a run is training',
  checking: 'its photos are being checked',
};

export const appMessages: ErrorSentences<AppErrors> = {
  'project-not-found': ({ project }) => ({
    message: `The project ${project} is no longer there.`,
    remedy: 'Open another project from the start page.',
  }),
  'project-file-damaged': ({ file, detail }) => ({
    message: `The project file ${file} is damaged: ${detail}. It was left as it is.`,
    remedy: 'Put a copy of the file back, or make a new project from the same folder.',
  }),
  'project-from-newer-version': ({ file, version, supported }) => ({
    message: `${file} was written by a newer Thaw (version ${version}; this one reads up to ${supported}).`,
    remedy: 'Open it with that Thaw, or update this one.',
  }),
  'project-not-ready': ({ check }) => ({
    message: `Training cannot start yet: ${checks[check]} is not ready.`,
    remedy: 'See the check marked on the Train page; it holds its remedy.',
  }),
  'project-busy': ({ doing }) => ({
    message: `The project is busy: ${doings[doing]}.`,
    remedy: 'Wait until that is done, or stop it.',
  }),
  'folder-not-allowed': ({ path, roots }) => ({
    message: `${path} lies outside the folders that this Thaw may open: ${roots.join(', ')}.`,
    remedy: 'Choose a folder inside them, or start "thaw serve" with --root FOLDER.',
  }),
  'folder-name-invalid': ({ name }) => ({
    message: `"${name}" cannot be the name of a folder.`,
    remedy: 'Use a name without slashes that is not "." or "..".',
  }),
  'folder-name-taken': ({ path }) => ({
    message: `${path} is there already.`,
    remedy: 'Choose it, or use another name.',
  }),
  'photo-not-found': ({ path }) => ({
    message: `The photo ${path} is no longer there.`,
    remedy: 'Read the folder again.',
  }),
  'run-in-use': ({ run }) => ({
    message: `The run ${run} is training.`,
    remedy: 'Stop it first.',
  }),
  'upload-not-found': () => ({
    message: 'These uploaded files are no longer kept.',
    remedy: 'Drop them again.',
  }),
  'upload-too-large': ({ limitBytes }) => ({
    message: `These files are larger than ${formatBytes(limitBytes)} together.`,
    remedy: 'Put them into a folder on this computer and open that folder.',
  }),
  'upload-name-invalid': ({ path }) => ({
    message: `"${path}" is no usable file name.`,
    remedy: 'Rename the file and drop it again.',
  }),
  'packed-project-invalid': ({ file, detail }) => ({
    message: `${file} is not a packed project of Thaw, or was changed since (${detail}). Nothing was opened.`,
    remedy: 'Copy it again from where it was packed, or pack the project there once more.',
  }),
  'zip-damaged': ({ file, detail }) => ({
    message: `${file} cannot be unpacked: ${detail}. Nothing of it was kept.`,
    remedy: 'Make the .zip anew, or unpack it yourself and open the folder.',
  }),
  'zip-name-invalid': ({ file, entry }) => ({
    message: `${file} holds an entry that would be written elsewhere: "${entry}". Nothing of it was unpacked.`,
    remedy: 'Use a .zip from a source that you trust, or unpack it yourself and open the folder.',
  }),
  'zip-too-large': ({ file, bytes, limitBytes }) => ({
    message: `${file} would take ${formatBytes(bytes)} unpacked; the limit is ${formatBytes(limitBytes)}.`,
    remedy: 'Unpack it yourself and open the folder.',
  }),
  'zip-too-many-files': ({ file, count, limit }) => ({
    message: `${file} holds ${count} files; the limit is ${limit}.`,
    remedy: 'Unpack it yourself and open the folder.',
  }),
  'zip-encrypted': ({ file }) => ({
    message: `${file} is locked with a password.`,
    remedy: 'Unpack it yourself and open the folder.',
  }),
  disconnected: ({ since }) => ({
    message: `The engine has not answered since ${since}.`,
    remedy: 'Thaw tries again by itself. What trains goes on.',
  }),
  'not-allowed': ({ what }) => ({
    message: notAllowed(what),
    remedy: 'Open the link that "thaw serve" printed.',
  }),
  'port-taken': ({ port }) => ({
    message: `Another program uses port ${port}.`,
    remedy: 'Name another one with --port, or leave it out.',
  }),
  'service-runs': ({ port, pid }) => ({
    message: `Thaw runs already, on port ${port} (process ${pid}).`,
    remedy: 'Use that one, or end it first.',
  }),
  'other-version-runs': ({ running, own, trains }) => ({
    message: `Thaw ${running} is still ${trains ? 'training' : 'open'}, so that Thaw ${own} cannot start yet.`,
    remedy: trains
      ? 'Let it finish: it ends by itself, and nothing it trained is lost. Then start Thaw again.'
      : 'Close its windows and pages, or end it in its terminal. Then start Thaw again.',
  }),
  'service-fails': ({ times, detail, log }) => ({
    message: `Thaw's engine ended ${times} times soon after its start${detail === '' ? '' : `: ${detail}`}.`,
    remedy: `See what it wrote in ${log}, then start again.`,
  }),
};

function notAllowed(what: AppErrors['not-allowed']['what']): string {
  switch (what) {
    case 'token':
      return 'This page has no right to speak with Thaw: its key is missing or old.';
    case 'origin':
      return 'A page from another site may not speak with Thaw.';
    case 'host':
      return 'Thaw answers only under its own address.';
    default:
      return assertNever(what);
  }
}
