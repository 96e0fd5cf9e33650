import { writeLicences } from './write-licences.mjs';

/** `node licences-of-build.mjs FOLDER`: writes the licences of a build into its folder. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('licences: a folder is missing');
writeLicences(folder, folder);
