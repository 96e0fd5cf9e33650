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
    only(
      'main-door',
      'main',
      ['main', 'shared'],
      'The shell talks to the service over its door, by src/main/open-service.',
    ),
    only(
      'preload-door',
      'preload',
      ['preload', 'shared'],
      'The preload offers what src/shared/app/desktop.ts names.',
    ),
    {
      name: 'renderer-door',
      severity: 'error',
      comment:
        'The page knows the service by the type of its router: import that in src/renderer/shared/client.ts.',
      from: { path: '^src/renderer/' },
      to: { path: '^src/', pathNot: '^src/(renderer|shared)/|^src/service/router/app-router\\.ts$' },
    },
    {
      name: 'router-type-only',
      severity: 'error',
      comment: 'Only the type of the router belongs into the page, never its code.',
      from: { path: '^src/renderer/' },
      to: { path: '^src/service/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-apart',
      severity: 'error',
      comment: 'Features do not know each other: put what two of them need into src/renderer/shared.',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/(features|views|app)/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'shared-parts-below',
      severity: 'error',
      comment: 'Shared parts of the page know no feature, no view and not the app.',
      from: { path: '^src/renderer/shared/' },
      to: { path: '^src/renderer/(features|views|app)/' },
    },
    {
      name: 'views-apart',
      severity: 'error',
      comment: 'Views import features and shared parts, never each other.',
      from: { path: '^src/renderer/views/([^/]+)$' },
      to: { path: '^src/renderer/(views|app)/', pathNot: '^src/renderer/views/$1$' },
    },
    {
      name: 'electron-in-the-shell-only',
      severity: 'error',
      comment: 'Electron is not everywhere: only src/main and src/preload may import it.',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: 'node_modules/electron/' },
    },
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
      to: { path: 'node_modules/(@tensorflow|onnxruntime-node)/' },
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
      from: { path: '^src/', pathNot: '\\.test\\.ts$|/fixtures/' },
      // Electron is what the packaged app runs in; it is installed beside, never bundled.
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/electron/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
  },
};
