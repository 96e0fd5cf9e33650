import type { SectionedPage } from './section-writer.ts';

/** docs/export.md: what each benchmark of exports writes into. */
export const exportPage = {
  file: 'docs/export.md',
  opening: `# Exports

In the form \`photo\` a model takes the bytes of decoded photos. \`keras\`, \`savedmodel\` and \`onnx\` resize them inside too: Keras 3's Resizing layer, TensorFlow's ScaleAndTranslate and ONNX's Resize smooth where a side shrinks, as Thaw does. \`keras-h5\`, \`tfjs\` and \`tfjs-graph\` take photos of the network's own size, and the kit's programs resize before: an .h5 file describes its layers as Keras 2 did, and smoothing came with Keras 3; TensorFlow.js has no layer and no operation for it. Bilinear without smoothing skips pixels: a model that began with it would answer differently from the app. Cropping and padding depend on a photo's shape, and \`savedmodel\` alone does them inside; to the others photos come cropped, or padded to the network's size.

Every section says by which command it was measured, and on what.
`,
  sections: {
    export: 'Every format: time, memory, and the same scores',
    'export-files': 'Every program of a kit on files that it decodes by itself',
  },
  commands: {
    export: 'THAW_BENCH_RUN=RUN npm run bench -- export',
    'export-files': 'THAW_BENCH_RUN=RUN npm run bench -- export-files --photos FOLDER',
  },
} as const satisfies SectionedPage<string>;
