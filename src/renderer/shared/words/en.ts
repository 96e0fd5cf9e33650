import { formatCount } from '../../../shared/messages/format-numbers.ts';

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
  /** Of a run that kept snapshots. */
  goBack: {
    snapshots: 'Snapshots',
    from: 'Go on from',
    hint: 'A run may be taken back to a place it kept, and learn on from there.',
    step: (step: number) => `Step ${formatCount(step, 'en')}`,
    where: (phase: string, epoch: number | null) =>
      epoch === null ? phase : `${phase}, in epoch ${epoch + 1}`,
    open: 'Go back…',
    title: (step: number) => `Go back to step ${formatCount(step, 'en')}?`,
    text: 'The epochs after it are learned anew, and its later snapshots go. The run’s results stay until there are new ones.',
    safe: 'Leave it as it is',
    act: 'Go back and train',
  },
};
export type SharedWords = typeof en;
