import type { GroupsView, ProjectView } from '../../../shared/app/project-view.ts';
import type { GroupChoice } from '../../../shared/app/group-choice.ts';
import { usualBurstSeconds } from '../../../shared/job-requests.ts';
import type { App } from '../../shared/app.ts';
import { faultOfPattern } from './group-pattern.ts';
import { mayBeSplitAgain } from './may-be-split-again.ts';
import { dataWords } from './words/index.ts';

export type GroupKind = GroupChoice['kind'] | 'none';

/** How long typing rests before it is saved, ms. */
const restMs = 600;

/** What keeps photos together, on the screen: a choice is saved once it says enough, and can be taken back. */
export class GroupState {
  readonly #app: App;
  /** The kind that is chosen and does not say enough yet, as a pattern that is still to be typed. */
  #drafted = $state<GroupKind | null>(null);
  #typed = $state<string | null>(null);
  #columns = $state.raw<readonly string[]>([]);
  #table = $state<string | null>(null);
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  readonly #view = $derived.by((): ProjectView | null => this.#app.project);
  readonly groups = $derived.by((): GroupsView => this.#view!.split.groups);
  readonly kind = $derived.by((): GroupKind => this.#drafted ?? this.groups.rule?.kind ?? 'none');

  readonly pattern = $derived.by(
    (): string => this.#typed ?? (this.groups.rule?.kind === 'pattern' ? this.groups.rule.pattern : ''),
  );
  /** What is wrong with it first, in the words of the engine that will run it; null: nothing. */
  readonly patternFault = $derived.by((): string | null => faultOfPattern(this.pattern));
  readonly seconds = $derived.by((): number =>
    this.groups.rule?.kind === 'exif' ? this.groups.rule.seconds : usualBurstSeconds,
  );
  readonly column = $derived.by((): string | null =>
    this.groups.rule?.kind === 'csv' && this.#drafted === null ? this.groups.rule.column : null,
  );

  /** Of the table that was chosen; the one that is set where none was chosen since. */
  get columns(): readonly string[] {
    return this.#columns.length > 0 ? this.#columns : this.column === null ? [] : [this.column];
  }

  choose(kind: GroupKind): void {
    this.#typed = null;
    this.#columns = [];
    this.#table = null;
    if (kind === 'none') void this.#save(null);
    else if (kind === 'folder') void this.#save({ kind });
    else if (kind === 'exif') void this.#save({ kind, seconds: usualBurstSeconds });
    else this.#drafted = kind;
  }

  type(pattern: string): void {
    this.#typed = pattern;
    this.#later(() => {
      if (pattern !== '' && faultOfPattern(pattern) === null) void this.#save({ kind: 'pattern', pattern });
    });
  }

  setSeconds(seconds: number): void {
    this.#later(() => void this.#save({ kind: 'exif', seconds }));
  }

  async takeTable(file: File): Promise<void> {
    const project = this.#view!.id;
    try {
      const { table, columns } = await this.#app.client.photos.addGroupTable.mutate({
        project,
        text: await file.text(),
      });
      this.#drafted = 'csv';
      this.#table = table;
      this.#columns = columns;
    } catch (error) {
      this.#app.fail(error);
    }
  }

  chooseColumn(column: string): void {
    const { rule } = this.groups;
    const table = this.#table ?? (rule?.kind === 'csv' ? rule.table : null);
    if (table !== null) void this.#save({ kind: 'csv', table, column });
  }

  #later(work: () => void): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(work, restMs);
  }

  async #save(rule: GroupChoice | null): Promise<void> {
    const view = this.#view!;
    const before = view.split.groups.rule;
    if (JSON.stringify(rule) === JSON.stringify(before)) {
      this.#drafted = null;
      return;
    }
    if (view.resultsSeen && !(await mayBeSplitAgain(this.#app))) {
      this.#drafted = this.#typed = null;
      return;
    }
    if (!(await this.#send(view.id, rule))) return;
    const { groups, split } = dataWords[this.#app.language];
    this.#app.toast({
      tone: 'ice',
      text: groups.changed(groups.kinds[rule?.kind ?? 'none']),
      action: { label: split.undo, run: () => void this.#send(view.id, before) },
    });
  }

  /** False where that failed, which was told. */
  async #send(project: string, rule: GroupChoice | null): Promise<boolean> {
    try {
      await this.#app.client.photos.setGroup.mutate({ project, rule });
      this.#drafted = this.#typed = null;
      return true;
    } catch (error) {
      this.#app.fail(error);
      return false;
    }
  }
}
