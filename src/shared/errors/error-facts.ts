import type { AppErrors } from './app-errors.ts';
import type { CommandErrors } from './command-errors.ts';
import type { DatasetErrors } from './dataset-errors.ts';
import type { ExportErrors } from './export-errors.ts';
import type { ImageErrors } from './image-errors.ts';
import type { ImportErrors } from './import-errors.ts';
import type { ModelErrors } from './model-errors.ts';
import type { ServingErrors } from './serving-errors.ts';
import type { SetupErrors } from './setup-errors.ts';
import type { StorageErrors } from './storage-errors.ts';
import type { TrainingErrors } from './training-errors.ts';

/** Every error code with the facts it carries; each area keeps its own file. */
export interface ErrorFacts
  extends
    AppErrors,
    CommandErrors,
    DatasetErrors,
    ExportErrors,
    ImageErrors,
    ImportErrors,
    ModelErrors,
    ServingErrors,
    SetupErrors,
    StorageErrors,
    TrainingErrors {}

export type ErrorCode = keyof ErrorFacts;
