import type { ErrorFacts } from '../../errors/error-facts.ts';
import type { ErrorSentences } from '../message-types.ts';
import { appMessages } from './app.ts';
import { commandMessages } from './command.ts';
import { datasetMessages } from './dataset.ts';
import { exportMessages } from './export.ts';
import { imageMessages } from './images.ts';
import { importMessages } from './import.ts';
import { modelMessages } from './models.ts';
import { servingMessages } from './serving.ts';
import { setupMessages } from './setup.ts';
import { storageMessages } from './storage.ts';
import { trainingMessages } from './training.ts';

/** A sentence for every error code, one file an area. */
export const errorMessages: ErrorSentences<ErrorFacts> = {
  ...appMessages,
  ...commandMessages,
  ...datasetMessages,
  ...exportMessages,
  ...imageMessages,
  ...importMessages,
  ...modelMessages,
  ...servingMessages,
  ...setupMessages,
  ...storageMessages,
  ...trainingMessages,
};
