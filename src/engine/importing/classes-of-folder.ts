import { resolve } from 'node:path';
import { scanDataset } from '../dataset/scan-dataset.ts';
import type { JobContext } from '../job/job-context.ts';

/** The names of a folder's classes, sorted as Keras sorts class folders. Throws what scanDataset throws. */
export async function classesOfFolder(folder: string, context: JobContext): Promise<readonly string[]> {
  return (await scanDataset(resolve(folder), context)).classes;
}
