/** Words of the shared components. */
export const en = {
  close: 'Close',
  details: 'Details',
  cancel: 'Cancel',
  notANumber: (low: string, high: string) => `A number between ${low} and ${high}.`,
  from: 'from',
  to: 'to',
  /** Read out for a share that stands alone on the screen. */
  right: (accuracy: string) => `${accuracy} of the test photos right`,
};
export type SharedWords = typeof en;
