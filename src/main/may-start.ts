import { dialog } from 'electron';
import { ServiceRefusal, type ServiceDoor } from './open-service.ts';

/**
 * False where the service refuses to start, such as beside one of another version that trains; the person has then read why.
 * Other failures are the page's to show: it tries again.
 */
export async function mayStart(service: ServiceDoor): Promise<boolean> {
  try {
    await service.connection();
  } catch (error) {
    if (!(error instanceof ServiceRefusal)) return true;
    await dialog.showMessageBox({ type: 'info', message: error.message, detail: error.remedy });
    return false;
  }
  return true;
}
