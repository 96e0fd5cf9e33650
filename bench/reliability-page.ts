import { readSection, writeSection as write, type SectionedPage } from './section-writer.ts';

/** docs/reliability.md. */
export const reliabilityPage = {
  file: 'docs/reliability.md',
  opening: `# Reliability

What was done to Thaw, how often, and what came of it. Every section says by which command it was made; \`npm test\` runs a short form of each.

Tests alone show what is no matter of numbers:

| what | test |
| --- | --- |
| a crash inside a native library ends one disposable process, never the service | \`src/service/jobs/run-job.test.ts\`, \`src/service/pictures/picture-worker.test.ts\` |
| a lock of another computer, of a hidden or a later process, or from before the clock was set | \`src/engine/storage/lock-holder.test.ts\`, \`writer-lock.test.ts\`, \`src/engine/download/hold-lock.test.ts\` |
| a run taken over by another computer while this one slept | \`src/engine/training/require-run.test.ts\` |
| a GPU that fails while it computes | \`test/webgpu/failing-device.test.ts\` |
| Electron's twenty items | [security.md](security.md) names each with its test |
| an installed app starts by its own Node, trains and names its licences | \`test/package/stage.test.ts\` |
| the runtime's download goes on where it stopped, is checked, and can be brought as a file | \`src/engine/download/download-file.test.ts\`, \`src/engine/backend/runtime/import-wheels.test.ts\` |
| a newer version neither joins nor ends a service that trains | \`src/service/supervisor/find-service.test.ts\` |
| logs that are cut at a size, without tokens, paths or content of files | \`src/service/log/sized-file.test.ts\`, \`service-log.test.ts\`, \`error-for-log.test.ts\` |
| a window whose page is gone or hangs is opened anew, and the service notes it | \`src/main/set-up-recovery.test.ts\`, \`src/service/door/window-crash.test.ts\` |
| crash notes at the next start; diagnostics to copy; \`thaw doctor --json\` | \`src/service/diagnostics/crash-notes.test.ts\`, \`e2e/about.spec.ts\`, \`src/cli/commands/doctor.test.ts\` |

Not shown yet: installers on Windows and macOS outside their workflow.
`,
  sections: {
    kills: 'Kills',
    damage: 'Damaged and hostile files',
    'mutated-state': 'Damaged projects, runs, models, caches and archives',
    'full-disk': 'A full disk',
    'full-write': 'A disk that is full at any one write',
    resources: 'Everything else that a computer can lack',
    size: 'A hundred thousand photos',
    doors: 'Every door',
    soak: 'Hundreds of epochs, thousands of predictions',
  },
  commands: {
    kills: 'npm run bench -- kills',
    damage: 'npm run bench -- damage',
    'mutated-state': 'npm run bench -- mutated-state',
    'full-disk': 'npm run bench -- full-disk',
    'full-write': 'npm run bench -- full-write',
    resources: 'npm run bench -- resources',
    size: 'npm run bench -- size --photos FOLDER',
    doors: 'npm run bench -- doors',
    soak: 'npm run bench -- soak',
  },
} as const satisfies SectionedPage<string>;

/** Puts a section (Markdown below its heading) into docs/reliability.md. */
export function writeSection(
  section: keyof typeof reliabilityPage.sections,
  markdown: string,
): Promise<void> {
  return write(reliabilityPage, section, markdown);
}

/** Rows of a section's first table as they stand, without its head; none where it was not measured. */
export async function rowsOfSection(section: keyof typeof reliabilityPage.sections): Promise<string[][]> {
  const lines = (await readSection(reliabilityPage, section))
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}
