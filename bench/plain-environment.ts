import { jobEnvironment } from '../src/service/jobs/job-environment.ts';

/** This process's environment without what ./run.mjs gave it of a job's: for programs that are measured beside Thaw. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const given = new Map<string, string>(Object.entries(jobEnvironment));
  return Object.fromEntries(Object.entries(process.env).filter(([name, value]) => given.get(name) !== value));
}
