import { inputs } from '../../shared/app/inputs.ts';
import { procedure, router } from './procedures.ts';

/** All that the app may ask of the service. The page imports this file's type and nothing else of the service. */
export const appRouter = router({
  app: router({
    status: procedure.query(({ ctx }) => ctx.services.app.status()),
    setUp: procedure.subscription(({ ctx, signal }) => ctx.services.app.setUp(signal!)),
    device: procedure.subscription(({ ctx, signal }) => ctx.services.app.watchDevice(signal!)),
    leftGpus: procedure.subscription(({ ctx, signal }) => ctx.services.app.watchLeftGpus(signal!)),
    licences: procedure.query(({ ctx }) => ctx.services.app.licences()),
    crashes: procedure.subscription(({ ctx, signal }) => ctx.services.app.watchCrashes(signal!)),
    dismissCrashes: procedure.mutation(({ ctx }) => {
      ctx.services.app.dismissCrashes();
    }),
    diagnostics: procedure.query(({ ctx, signal }) => ctx.services.app.diagnostics(signal!)),
  }),
  folders: router({
    roots: procedure.query(({ ctx }) => ctx.services.folders.roots()),
    list: procedure.input(inputs.folder).query(({ ctx, input }) => ctx.services.folders.list(input)),
    make: procedure.input(inputs.makeFolder).mutation(({ ctx, input }) => ctx.services.folders.make(input)),
  }),
  uploads: router({
    begin: procedure.mutation(({ ctx }) => ctx.services.uploads.begin()),
  }),
  projects: router({
    list: procedure.query(({ ctx }) => ctx.services.projects.list()),
    create: procedure
      .input(inputs.createProject)
      .mutation(({ ctx, input }) => ctx.services.projects.create(input)),
    watch: procedure
      .input(inputs.project)
      .subscription(({ ctx, input, signal }) => ctx.services.projects.watch(input, signal!)),
    rename: procedure
      .input(inputs.renameProject)
      .mutation(({ ctx, input }) => ctx.services.projects.rename(input)),
    forget: procedure.input(inputs.project).mutation(({ ctx, input }) => ctx.services.projects.forget(input)),
    relink: procedure
      .input(inputs.relinkProject)
      .mutation(({ ctx, input }) => ctx.services.projects.relink(input)),
    pack: procedure
      .input(inputs.packProject)
      .subscription(({ ctx, input, signal }) => ctx.services.projects.pack(input, signal!)),
    read: procedure.input(inputs.project).mutation(({ ctx, input }) => ctx.services.projects.read(input)),
    cancelReading: procedure
      .input(inputs.project)
      .mutation(({ ctx, input }) => ctx.services.projects.cancelReading(input)),
    setSettings: procedure
      .input(inputs.setSettings)
      .mutation(({ ctx, input }) => ctx.services.projects.setSettings(input)),
  }),
  photos: router({
    page: procedure.input(inputs.photos).query(({ ctx, input }) => ctx.services.photos.page(input)),
    setClasses: procedure
      .input(inputs.setClasses)
      .mutation(({ ctx, input }) => ctx.services.photos.setClasses(input)),
    change: procedure
      .input(inputs.changePhotos)
      .mutation(({ ctx, input }) => ctx.services.photos.change(input)),
    checkLabels: procedure
      .input(inputs.project)
      .mutation(({ ctx, input }) => ctx.services.photos.checkLabels(input)),
    cancelCheck: procedure
      .input(inputs.project)
      .mutation(({ ctx, input }) => ctx.services.photos.cancelCheck(input)),
    doubtful: procedure.input(inputs.project).query(({ ctx, input }) => ctx.services.photos.doubtful(input)),
    setGroup: procedure
      .input(inputs.setGroup)
      .mutation(({ ctx, input }) => ctx.services.photos.setGroup(input)),
    addGroupTable: procedure
      .input(inputs.addGroupTable)
      .mutation(({ ctx, input }) => ctx.services.photos.addGroupTable(input)),
    setSplit: procedure
      .input(inputs.setSplit)
      .mutation(({ ctx, input }) => ctx.services.photos.setSplit(input)),
    writeSplit: procedure
      .input(inputs.writeSplit)
      .mutation(({ ctx, input }) => ctx.services.photos.writeSplit(input)),
    undoSplit: procedure
      .input(inputs.project)
      .mutation(({ ctx, input }) => ctx.services.photos.undoSplit(input)),
  }),
  training: router({
    plan: procedure
      .input(inputs.project)
      .subscription(({ ctx, input, signal }) => ctx.services.training.plan(input, signal!)),
    recipes: procedure.input(inputs.project).query(({ ctx, input }) => ctx.services.training.recipes(input)),
    network: procedure.input(inputs.network).query(({ ctx, input }) => ctx.services.training.network(input)),
    findRate: procedure
      .input(inputs.findRate)
      .subscription(({ ctx, input, signal }) => ctx.services.training.findRate(input, signal!)),
    takeWeights: procedure
      .input(inputs.takeWeights)
      .mutation(({ ctx, input }) => ctx.services.training.takeWeights(input)),
    start: procedure.input(inputs.project).mutation(({ ctx, input }) => ctx.services.training.start(input)),
    watch: procedure
      .input(inputs.run)
      .subscription(({ ctx, input, signal }) => ctx.services.training.watch(input, signal!)),
    pause: procedure.input(inputs.run).mutation(({ ctx, input }) => ctx.services.training.pause(input)),
    snapshots: procedure.input(inputs.run).query(({ ctx, input }) => ctx.services.training.snapshots(input)),
    resume: procedure
      .input(inputs.resumeRun)
      .mutation(({ ctx, input }) => ctx.services.training.resume(input)),
    stop: procedure.input(inputs.run).mutation(({ ctx, input }) => ctx.services.training.stop(input)),
    discard: procedure.input(inputs.run).mutation(({ ctx, input }) => ctx.services.training.discard(input)),
  }),
  runs: router({
    get: procedure.input(inputs.run).query(({ ctx, input }) => ctx.services.runs.get(input)),
    openModel: procedure
      .input(inputs.openModel)
      .mutation(({ ctx, input }) => ctx.services.runs.openModel(input)),
    crossValidation: procedure
      .input(inputs.run)
      .query(({ ctx, input }) => ctx.services.runs.crossValidation(input)),
    answers: procedure.input(inputs.answers).query(({ ctx, input }) => ctx.services.runs.answers(input)),
    compare: procedure.input(inputs.compareRuns).query(({ ctx, input }) => ctx.services.runs.compare(input)),
    tested: procedure.input(inputs.run).query(({ ctx, input }) => ctx.services.runs.tested(input)),
    test: procedure
      .input(inputs.testRun)
      .subscription(({ ctx, input, signal }) => ctx.services.runs.test(input, signal!)),
    judged: procedure.input(inputs.run).query(({ ctx, input }) => ctx.services.runs.judged(input)),
    setAcceptance: procedure
      .input(inputs.setAcceptance)
      .mutation(({ ctx, input }) => ctx.services.runs.setAcceptance(input)),
    rename: procedure.input(inputs.renameRun).mutation(({ ctx, input }) => ctx.services.runs.rename(input)),
    setNotes: procedure
      .input(inputs.setNotes)
      .mutation(({ ctx, input }) => ctx.services.runs.setNotes(input)),
    trash: procedure.input(inputs.run).mutation(({ ctx, input }) => ctx.services.runs.trash(input)),
  }),
  predictions: router({
    ask: procedure
      .input(inputs.ask)
      .subscription(({ ctx, input, signal }) => ctx.services.predictions.ask(input, signal!)),
    copyByAnswer: procedure
      .input(inputs.copyByAnswer)
      .subscription(({ ctx, input, signal }) => ctx.services.predictions.copyByAnswer(input, signal!)),
  }),
  likeness: router({
    similar: procedure
      .input(inputs.similar)
      .subscription(({ ctx, input, signal }) => ctx.services.likeness.similar(input, signal!)),
    map: procedure
      .input(inputs.photoMap)
      .subscription(({ ctx, input, signal }) => ctx.services.likeness.map(input, signal!)),
  }),
  exports: router({
    formats: procedure.input(inputs.run).query(({ ctx, input }) => ctx.services.exports.formats(input)),
    kits: procedure.input(inputs.exportKits).query(({ ctx, input }) => ctx.services.exports.kits(input)),
    write: procedure
      .input(inputs.writeExport)
      .subscription(({ ctx, input, signal }) => ctx.services.exports.write(input, signal!)),
  }),
});

export type AppRouter = typeof appRouter;
