import * as tf from '@tensorflow/tfjs';
import { arch, cpus, release, totalmem, type as systemType } from 'node:os';
import sharp from 'sharp';
import { schemaVersion } from '../../shared/run-files.ts';
import { thawVersion } from '../../shared/version.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';

/** What a run was computed with: all that can change a number besides the seed, the photos and the recipe. */
export function describeEnvironment(backend: ComputeBackend): object {
  const processors = cpus();
  return {
    schemaVersion,
    thaw: thawVersion,
    node: process.version,
    backend: backend.facts,
    system: { type: systemType(), release: release(), arch: arch() },
    processor: { model: processors[0]?.model.trim() ?? 'unknown', cores: processors.length },
    memoryBytes: totalmem(),
    packages: {
      '@tensorflow/tfjs': tf.version.tfjs,
      sharp: sharp.versions.sharp,
      libvips: sharp.versions.vips,
    },
  };
}
