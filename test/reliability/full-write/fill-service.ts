import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkHome } from '../../link-home.ts';
import { treeOf } from '../../tree-of.ts';
import { same } from '../kills/kill-bench.ts';
import { startServiceGroup, type ServiceGroup } from '../service-kills/service-group.ts';
import { atWriteProgram } from './at-write-program.ts';
import { lastingName } from './full-at-write.ts';
import type { ChooseWrites, FilledTask, FilledTaskFound, FullBench } from './full-bench.ts';

/** What is asked of a service whose disk is full, and what is looked at then. */
interface FilledAsk {
  readonly task: FilledTask;
  /** The code that a page hears; `none`. */
  readonly ask: (service: ServiceGroup) => Promise<string>;
  /** With room again: what is wrong. */
  readonly after: (service: ServiceGroup, said: string) => Promise<readonly string[]>;
}

/**
 * A service whose disk is full at one of its own writes: a page hears why, what was acknowledged stays, nothing that was
 * refused does, and with room again everything goes on in the same service, and in the next one.
 */
export async function fillService(
  { folder, place, photos }: FullBench,
  choose: ChooseWrites,
): Promise<ReadonlyMap<FilledTask, FilledTaskFound>> {
  const own = join(folder, 'service');
  mkdirSync(own);
  const [home, program] = [join(own, 'home'), join(own, 'at-write.cjs')];
  linkHome(home, ['runtime', 'weights']);
  const [order, report] = [join(own, 'order'), join(own, 'report.json')];
  writeFileSync(program, atWriteProgram({ act: 'refuse', at: Infinity, report, order }));
  const environment = { NODE_OPTIONS: `--require ${program}` };
  let service = await startServiceGroup({ cli: place.cli, home, environment });
  const source = { kind: 'path', path: photos } as const;
  const before = treeOf(photos);
  const { project } = await service.client.projects.create.mutate({ source });
  const { settings } = await service.until(project, ({ reading }) => reading.kind === 'read');

  const seedOf = async (): Promise<number> => (await service.until(project, () => true)).settings.seed;
  let [acknowledged, asked] = [settings.seed, settings.seed];
  const setting: FilledAsk = {
    task: 'the service, changing settings',
    async ask({ client }) {
      asked += 1;
      const next = { ...settings, seed: asked };
      const said = await codeOf(client.projects.setSettings.mutate({ project, settings: next }));
      if (said === 'none') acknowledged = asked;
      return said;
    },
    async after() {
      const kept = await seedOf();
      return kept === acknowledged ? [] : [`${acknowledged} was acknowledged, ${kept} is set`];
    },
  };
  const reading: FilledAsk = {
    task: 'the service, reading photos',
    async ask({ client, until }) {
      const said = await codeOf(client.projects.read.mutate({ project }));
      if (said !== 'none') return said;
      const view = await until(project, ({ reading: { kind } }) => kind === 'read' || kind === 'failed');
      return view.reading.kind === 'failed' ? view.reading.error.code : 'none';
    },
    async after({ client, until }) {
      await client.projects.read.mutate({ project });
      const { classes } = await until(project, ({ reading: { kind } }) => kind === 'read');
      return classes.reduce((sum, one) => sum + one.photos, 0) === 40 ? [] : ['photos are missing'];
    },
  };
  let made = 0;
  const opening: FilledAsk = {
    task: 'the service, opening a folder',
    ask({ client }) {
      const path = join(own, `photos-${++made}`);
      cpSync(photos, path, { recursive: true });
      return codeOf(client.projects.create.mutate({ source: { kind: 'path', path } }));
    },
    async after({ client, until }) {
      const path = join(own, `photos-${made}`);
      const again = await client.projects.create.mutate({ source: { kind: 'path', path } });
      await until(again.project, ({ reading: { kind } }) => kind === 'read');
      const listed = (await client.projects.list.query()).filter(({ name }) => name === `photos-${made}`);
      return listed.length === 1 ? [] : [`is listed ${listed.length} times`];
    },
  };

  const found = new Map<FilledTask, FilledTaskFound>();
  let orders = 0;
  const withFullDisk = async ({ ask }: FilledAsk, at: number) => {
    writeFileSync(order, `${at} ${++orders}`);
    rmSync(report, { force: true });
    const said = await ask(service);
    const seen = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Seen) : nothing;
    rmSync(order);
    return { said, ...seen };
  };
  for (const each of [setting, reading, opening]) {
    const whole = await withFullDisk(each, Infinity);
    const here: FilledTaskFound = { writes: whole.writes, said: new Map(), tried: 0, faults: [] };
    found.set(each.task, here);
    here.faults.push(...(await each.after(service, whole.said)));
    for (const at of choose(whole.writes)) {
      const { said, refused } = await withFullDisk(each, at);
      const name = refused && `${refused[0]} ${lastingName(refused[1])}`;
      if (name) here.said.set(said, (here.said.get(said) ?? new Set()).add(name));
      here.tried += 1;
      const faults = [...(await each.after(service, said))];
      if (!['none', 'disk-full'].includes(said)) faults.push(`said ${said}`);
      here.faults.push(...faults.map((fault) => `write ${at} (${name ?? 'none'}): ${fault}`));
    }
  }
  await service.close();
  service = await startServiceGroup({ cli: place.cli, home });
  const last = found.get(setting.task)!.faults;
  if ((await seedOf()) !== acknowledged) last.push('the next service has other settings');
  if (!same(treeOf(photos), before)) last.push('originals changed');
  await service.close();
  return found;
}

interface Seen {
  readonly writes: number;
  readonly refused: readonly [operation: string, path: string] | null;
}
const nothing: Seen = { writes: 0, refused: null };

async function codeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'none';
  } catch (error) {
    const data = (error as { readonly data?: { readonly thaw?: { readonly code?: string } } }).data;
    return data?.thaw?.code ?? String(error);
  }
}
