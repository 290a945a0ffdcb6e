import { ref } from 'vue';
import { ApiProblem, messageOf, type FieldFault } from '../../api/client.ts';

/**
 * One thing at a time; what the server refuses is told above the buttons.
 * @param outOfDate somebody was faster: what is shown is to be read again
 */
export function useAttempt(outOfDate: () => void) {
  const busy = ref(false);
  const fault = ref('');
  const errors = ref<FieldFault[]>([]);

  async function attempt(work: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    fault.value = '';
    try {
      await work();
    } catch (error) {
      explain(error);
    } finally {
      busy.value = false;
    }
  }

  function explain(error: unknown): void {
    fault.value = messageOf(error);
    if (!(error instanceof ApiProblem)) return;
    if (error.status === 422) errors.value = error.fields;
    // the panel shows how things are now, what was typed stays where it can
    if (error.status === 409 || error.status === 404) outOfDate();
  }

  return { busy, fault, errors, attempt };
}
