import { writeSection as write, type SectionedPage } from '../section-writer.ts';

const command = 'npm run bench -- gpu';

const page = {
  file: 'docs/gpu.md',
  opening: `# Work on a GPU

What WebGPU is asked for, counted by standing before the device's own calls while Thaw trains; by \`${command}\`. What is asked does not hang on what comes out, so that nothing is computed meanwhile, and a machine without a GPU counts the same. No GPU was at hand when this was written: speed is estimated below, measured nowhere.

Bytes through kernels are the sizes of the buffers that each dispatch is given: the least that it reads and writes. The least possible is what is left if everything between lay in registers: a step reads its batch and reads and writes each parameter and the optimizer's memory once; a pass reads photos and weights, and writes features.
`,
  sections: {
    step: 'One step of fine-tuning',
    pass: 'One batch through the frozen layers',
    roofline: 'Roofline estimates',
    golden: "Keras's numbers on a software GPU",
  },
  commands: { step: command, pass: command, roofline: command, golden: 'npm run bench -- golden-gpu' },
} as const satisfies SectionedPage<string>;

/** Puts a section (Markdown below its heading) into docs/gpu.md. */
export function writeGpuSection(section: keyof typeof page.sections, markdown: string): Promise<void> {
  return write(page, section, markdown);
}
