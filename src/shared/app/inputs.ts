import * as z from 'zod';
import { baseNames } from '../bases.ts';
import { testWishSchema } from '../test-methods.ts';
import { parts } from '../dataset.ts';
import { exportFormatNames, exportForms, exportWeightTypes } from '../export-formats.ts';
import { languages } from '../messages/language.ts';
import { splitSpecSchema } from '../job-requests.ts';
import { groupChoiceSchema } from './group-choice.ts';
import type { FindingKind } from './project-view.ts';
import { projectSettingsSchema } from './project-settings.ts';

/** What the app sends to the service; parsed on arrival. Lengths are bounded, so that no message can be without end. */

/** Some ten thousand lines; a message holds no more than 4 MiB. */
export const mostTableCharacters = 1_000_000;

const id = z.string().min(1).max(100);
const path = z.string().min(1).max(4096);
const className = z.string().min(1).max(255);
const inProject = { project: id };
const inRun = { project: id, run: z.string().min(1).max(200) };

const findingKinds = [
  'same-photo-in-two-classes',
  'class-too-small',
  'unreadable',
  'not-photos',
  'wrong-label',
  'identical',
  'look-alike',
  'leaked',
  'tiny',
  'misnamed',
  'unbalanced',
  'balanced',
] as const satisfies readonly FindingKind[];

export const photoFilterSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('class'), className }),
  z.strictObject({ kind: z.literal('part'), part: z.enum(parts) }),
  z.strictObject({ kind: z.literal('to-look-at') }),
  z.strictObject({ kind: z.literal('finding'), finding: z.enum(findingKinds) }),
  z.strictObject({ kind: z.literal('left-out') }),
]);

const projectInput = z.strictObject(inProject);
const runInput = z.strictObject(inRun);

/** A model; null: the file, or what lies beside it, says it. */
const modelWish = {
  model: z.discriminatedUnion('kind', [
    /** A model file, or a folder with one, of the service's machine. */
    z.strictObject({ kind: z.literal('path'), path }),
    /** `name`: of the model's file among the uploaded ones. */
    z.strictObject({ kind: z.literal('upload'), upload: id, name: z.string().min(1).max(255) }),
  ]),
  classes: z.array(z.string().max(255)).max(10_000).nullable(),
  preprocessing: z.string().max(50).nullable(),
  size: z.number().int().min(16).max(1024).nullable(),
};

export const inputs = {
  project: projectInput,
  run: runInput,
  /** `snapshot`: the step that it goes back to first. */
  resumeRun: runInput.extend({ snapshot: z.number().int().positive().exactOptional() }),
  openModel: projectInput.extend(modelWish),
  /** The network of a recipe as it would be with the project's settings. */
  network: projectInput.extend({ recipe: z.string().min(1).max(100) }),
  takeWeights: z.strictObject({ base: z.enum(baseNames), folder: path }),
  /** Index of the phase of the project's settings. */
  findRate: projectInput.extend({ phase: z.number().int().min(0).max(100) }),
  testRun: runInput.extend({
    methods: testWishSchema.shape.methods.max(50),
    scales: testWishSchema.shape.scales,
    /** Runs of the same project, by name. */
    others: z.array(inRun.run).max(20),
  }),
  compareRuns: runInput.extend({ against: inRun.run }),
  createProject: z.strictObject({
    source: z.discriminatedUnion('kind', [
      /** A folder, or a .zip file, of the service's machine. */
      z.strictObject({ kind: z.literal('path'), path }),
      z.strictObject({ kind: z.literal('sample') }),
      /** Uploaded files below one name (a dropped folder or .zip). */
      z.strictObject({ kind: z.literal('upload'), upload: id, name: z.string().min(1).max(255) }),
      /** A model and no photos yet. */
      z.strictObject({ kind: z.literal('model'), ...modelWish }),
    ]),
  }),
  renameProject: z.strictObject({ ...inProject, name: z.string().trim().min(1).max(100) }),
  relinkProject: z.strictObject({ ...inProject, folder: path }),
  packProject: z.strictObject({ ...inProject, folder: path, photos: z.boolean() }),
  photos: z.strictObject({
    ...inProject,
    filter: photoFilterSchema,
    /** Part of the path; empty: all. */
    search: z.string().max(200),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
  }),
  setClasses: z.strictObject({
    ...inProject,
    classes: z
      .array(z.strictObject({ name: className, folders: z.array(className).min(1), excluded: z.boolean() }))
      .max(10_000),
  }),
  changePhotos: z.strictObject({
    ...inProject,
    paths: z.array(path).min(1).max(20_000),
    change: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('leave-out') }),
      z.strictObject({ kind: z.literal('take-in') }),
      /** The label is right after all: it is not doubted again. `doubt-label` takes that back. */
      z.strictObject({ kind: z.literal('keep-label') }),
      z.strictObject({ kind: z.literal('doubt-label') }),
      /** In the project; the file stays where it is. `null`: the label of its folder again. */
      z.strictObject({ kind: z.literal('relabel'), className: className.nullable() }),
    ]),
  }),
  setSplit: z.strictObject({
    ...inProject,
    spec: splitSpecSchema,
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  }),
  setGroup: z.strictObject({ ...inProject, rule: groupChoiceSchema.nullable() }),
  /** A CSV with one line a photo. */
  addGroupTable: z.strictObject({ ...inProject, text: z.string().max(mostTableCharacters) }),
  writeSplit: z.strictObject({ ...inProject, out: path, mode: z.enum(['copy', 'move']) }),
  setSettings: z.strictObject({ ...inProject, settings: projectSettingsSchema }),
  renameRun: z.strictObject({ ...inRun, name: z.string().trim().min(1).max(100) }),
  setNotes: z.strictObject({ ...inRun, notes: z.string().max(20_000) }),
  /** Of the validation photos; null: Thaw's own choice again. */
  setAcceptance: z.strictObject({ ...inRun, share: z.number().min(0.5).max(1).nullable() }),
  answers: z.strictObject({
    ...inRun,
    part: z.enum(['test', 'validation']),
    /** Null: any class. */
    className: className.nullable(),
    answer: className.nullable(),
    mistakesOnly: z.boolean(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
  }),
  ask: z.strictObject({
    ...inRun,
    /** Files and folders of the service's machine, or uploads. */
    items: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('path'), path }),
          z.strictObject({ kind: z.literal('upload'), upload: id }),
        ]),
      )
      .min(1)
      .max(10_000),
  }),
  similar: z.strictObject({
    ...inRun,
    photo: z.discriminatedUnion('kind', [
      /** A photo that the model was asked about, by its id. */
      z.strictObject({ kind: z.literal('asked'), id }),
      /** A photo of the project. */
      z.strictObject({ kind: z.literal('photo'), path }),
    ]),
    /** Computes the features of the training photos where they are not there. */
    compute: z.boolean(),
  }),
  photoMap: z.strictObject({
    ...inRun,
    /** Makes the map where there is none. */
    compute: z.boolean(),
  }),
  copyByAnswer: z.strictObject({ ...inProject, photos: z.array(id).min(1).max(100_000), out: path }),
  exportKits: z.strictObject({ ...inRun, form: z.enum(exportForms) }),
  writeExport: z.strictObject({
    ...inRun,
    formats: z.array(z.enum(exportFormatNames)).min(1),
    form: z.enum(exportForms).default('network'),
    weights: z.enum(exportWeightTypes).default('float32'),

    /** One archive a format, in place of a folder. */
    zip: z.boolean().optional(),
    /** Of the report; missing: English. */
    language: z.enum(languages).optional(),
    out: path,
  }),
  folder: z.strictObject({ path, show: z.enum(['folders', 'folders-and-zips', 'photos']) }),
  makeFolder: z.strictObject({ parent: path, name: z.string().min(1).max(255) }),
} as const;
export type Inputs = { [Name in keyof typeof inputs]: z.infer<(typeof inputs)[Name]> };
