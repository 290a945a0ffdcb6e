import { messageOf } from '../api/client.ts';
import { toast } from './notify.ts';

/** Does something that the server may refuse, and says how it went. @returns whether it was done */
export async function attempt(change: () => Promise<unknown>, done: string): Promise<boolean> {
  try {
    await change();
    toast(done);
    return true;
  } catch (error) {
    toast(messageOf(error), 'fault');
    return false;
  }
}
