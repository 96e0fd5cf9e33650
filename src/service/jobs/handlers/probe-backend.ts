import { openBackend } from '../../../engine/backend/open-backend.ts';
import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function probeBackend(request: RequestOf<'probe-backend'>): Promise<BackendFacts> {
  return (await openBackend(request.backend)).facts;
}
