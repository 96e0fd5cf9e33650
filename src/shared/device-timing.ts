/** A device's speed through the first block of VGG16, on photos of 150 px. */
export interface DeviceTiming {
  readonly backend: string;
  readonly device: string;
  readonly photosPerSecond: number;
}
