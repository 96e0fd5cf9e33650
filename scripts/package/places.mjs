import { join } from 'node:path';
import { root } from '../bootstrap/places.mjs';

/** What electron-builder wraps, and what is fetched for it. */
export const packageFolder = join(root, '.package');
/** Goes into the asar: the shell and the page. */
export const appFolder = join(packageFolder, 'app');
/** Lies beside the asar: Node, the service, the engine and their packages, which run without Electron. */
export const besideFolder = join(packageFolder, 'thaw');

/** What electron-builder makes every system's icon from. */
export const iconFile = join(packageFolder, 'resources', 'icon.png');

/** Such as linux-x64, as resources/node.json and Node name it. */
export const thisPlatform = `${process.platform}-${process.arch}`;
