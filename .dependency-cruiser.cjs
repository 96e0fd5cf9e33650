/** Keeps imports along the arrows of ARCHITECTURE.md. Each comment names the right door. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
});

module.exports = {
  forbidden: [
    only(
      'shared-alone',
      'shared',
      ['shared'],
      'src/shared holds types and rules: it imports only src/shared.',
    ),
    only(
      'engine-door',
      'engine',
      ['engine', 'shared'],
      'The engine is a library: pass it what it needs, or put types into src/shared.',
    ),
    only(
      'service-door',
      'service',
      ['service', 'engine', 'shared'],
      'The service reaches down to the engine, never up to the CLI.',
    ),
    only('cli-door', 'cli', ['cli', 'service', 'engine', 'shared'], 'The CLI calls src/service/jobs.'),
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'src/shared runs in a browser too: no Node modules there. Put file access into src/engine.',
      from: { path: '^src/shared/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tensorflow-in-jobs-only',
      severity: 'error',
      comment: 'TensorFlow blocks and can crash its process: start a job by src/service/jobs/run-job.ts.',
      from: {
        path: '^src/(cli|service)/',
        pathNot: '^src/service/jobs/(job-process|handlers/.*)\\.ts$|\\.test\\.ts$',
      },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Draw the shared part out into a file of its own.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dev-dependency-in-product',
      severity: 'error',
      comment: 'What ships imports only "dependencies".',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
  },
};
