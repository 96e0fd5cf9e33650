import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Name a driver's file, or add one. Source: https://vulkan.lunarg.com/doc/view/latest/linux/LoaderDriverInterface.html. */
const named = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'VK_ADD_DRIVER_FILES'];

/**
 * Whether a Vulkan driver may be here. Linux: one is named, or its description lies where they are kept; without one,
 * Dawn would only complain on stderr. Elsewhere GPUs are reached by what the system itself brings: always true.
 */
export function hasVulkanDriver(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  systemFolder = '/etc',
): boolean {
  if (platform !== 'linux') return true;
  if (named.some((name) => environment[name])) return true;
  return [systemFolder, ...foldersOf(environment)].some((folder) => {
    try {
      return readdirSync(join(folder, 'vulkan', 'icd.d')).some((name) => name.endsWith('.json'));
    } catch {
      return false;
    }
  });
}

function foldersOf(environment: NodeJS.ProcessEnv): string[] {
  const home = homedir();
  const lists = [
    environment.XDG_CONFIG_HOME || join(home, '.config'),
    environment.XDG_CONFIG_DIRS || '/etc/xdg',
    environment.XDG_DATA_HOME || join(home, '.local', 'share'),
    environment.XDG_DATA_DIRS || '/usr/local/share:/usr/share',
  ];
  return lists.flatMap((list) => list.split(':')).filter((folder) => folder !== '');
}
