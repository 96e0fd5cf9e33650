import type { Learns } from '../learns.ts';

export interface SummaryFacts {
  readonly epochs: number;
  readonly planned: number;
  readonly first: string;
  readonly last: string;
  readonly best: { readonly value: string; readonly epoch: number } | null;
  readonly validation: boolean;
}

/** The charts' own words. */
export const chartWords = {
  accuracy: 'Accuracy',
  loss: 'Loss',
  accuracyByEpoch: 'Accuracy by epoch',
  lossByEpoch: 'Loss by epoch',
  epochAxis: 'epoch',
  epoch: (epoch: number) => `Epoch ${epoch}`,
  validation: 'validation',
  training: 'training',
  best: (epoch: number) => `best, epoch ${epoch}`,
  lines: 'Lines',
  raw: 'Raw',
  smooth: 'Smooth',
  noEpochYet: 'No epoch is finished yet.',
  accuracySummary: ({ epochs, planned, first, last, best, validation }: SummaryFacts) =>
    `${validation ? 'Validation' : 'Training'} accuracy over ${epochs} of ${planned} epochs: from ${first} to ${last}` +
    (best ? `, best epoch ${best.epoch} with ${best.value}.` : '.'),
  lossSummary: ({ first, last, validation }: SummaryFacts) =>
    `${validation ? 'Validation' : 'Training'} loss: from ${first} to ${last}.`,
  otherRun: (name: string, last: string) => `${name}: ${last}.`,
  network: (learning: readonly string[], frozen: readonly string[]) =>
    [
      frozen.length > 0 ? `Frozen: ${frozen.join(', ')}.` : '',
      learning.length > 0 ? `Learning: ${learning.join(', ')}.` : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  block: (block: string): string => {
    const number = /^block(\d+)$/.exec(block)?.[1];
    if (number !== undefined) return `Block ${number}`;
    if (block === 'head') return 'Head';
    return block === 'layers' ? 'Layers' : block;
  },
  frozen: 'Frozen',
  learns: (parts: number): string => (parts === 1 ? 'Learns' : 'Learn'),
  phase: (learns: Learns): string => {
    switch (learns.kind) {
      case 'head':
        return 'Frozen base';
      case 'from-block':
        return learns.block === 5 ? 'Block 5 thawed' : `Thawed from block ${learns.block}`;
      case 'from-layer':
        return `Thawed from ${learns.layer}`;
      case 'all':
        return 'All layers thawed';
      case 'scratch':
        return 'Whole network';
    }
  },
};

export type ChartWords = typeof chartWords;
