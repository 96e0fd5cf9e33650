import { runThaw } from './bootstrap/run-thaw.mjs';

/** `npm start`: everything that is needed, then the main job on the sample photos. */
await runThaw(['demo', ...process.argv.slice(2)]);
