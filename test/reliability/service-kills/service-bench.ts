import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { linkHome } from '../../link-home.ts';
import { treeOf } from '../../tree-of.ts';
import { keepsMemory } from '../../keeps-memory.ts';
import type { KillRecord } from '../kills/kill-bench.ts';
import type { CallEnd, Place } from '../kills/killed-call.ts';
import { startServiceGroup, type ServiceGroup } from './service-group.ts';

interface OpenedProject {
  readonly home: string;
  readonly project: string;
  readonly service: ServiceGroup;
}

/** Photos, homes for services, and the record of what the kills showed. */
export interface ServiceBench extends KillRecord {
  readonly folder: string;
  readonly photos: string;
  /** The photos' hashes. */
  readonly before: Readonly<Record<string, string>>;
  /** Opens the photos as a project in a home of its own and reads them. */
  readonly openProject: () => Promise<OpenedProject>;
  readonly start: (home: string) => Promise<ServiceGroup>;
  readonly freshHome: () => string;
}

/** `cli`: the built terminal program, beside which the service's lies. */
export function openServiceBench(
  given: KillRecord & Pick<ServiceBench, 'folder' | 'photos'> & Pick<Place, 'cli'>,
): ServiceBench {
  const { cli, folder, photos } = given;
  let made = 0;
  const start = (home: string): Promise<ServiceGroup> =>
    startServiceGroup({ cli, home, environment: keepsMemory });
  const freshHome = (): string => {
    const home = join(folder, `home-${++made}`);
    linkHome(home, ['runtime', 'weights']);
    return home;
  };
  return {
    ...given,
    ...{ before: treeOf(photos), start, freshHome },
    async openProject() {
      const home = freshHome();
      const service = await start(home);
      const { project } = await service.client.projects.create.mutate({
        source: { kind: 'path', path: photos },
      });
      await service.until(project, ({ reading }) => reading.kind === 'read');
      return { home, project, service };
    },
  };
}

/** Kills a service so many milliseconds after `work` was asked of it, or when that was over. */
export async function killWhile(
  service: ServiceGroup,
  milliseconds: number,
  work: Promise<unknown>,
): Promise<Pick<CallEnd, 'kind'>> {
  const over = work.then(
    () => 'ended' as const,
    () => 'ended' as const,
  );
  const kind = await Promise.race([over, wait(milliseconds, 'killed' as const)]);
  await service.kill();
  return { kind };
}
