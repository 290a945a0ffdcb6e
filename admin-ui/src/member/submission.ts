import { ref } from 'vue';
import { ApiProblem, api, messageOf, type FieldFault } from '../api/client.ts';
import { toast } from '../shared/notify.ts';
import type { useDraft } from './draft.ts';

/** What the server answers to a form that was submitted. */
export interface Submitted {
  caseNumber: string | null;
  message: string;
}

/**
 * Submits a form and then drops its draft. `fault` is also where a page tells that it could not be opened; faults of
 * single fields go to `errors`, under the names the form knows.
 */
export function useSubmission<T extends Submitted>(draft: ReturnType<typeof useDraft>) {
  const fault = ref('');
  const errors = ref<FieldFault[]>([]);
  const busy = ref(false);
  const done = ref<T | null>(null);
  /** Code of the last problem that was not about single fields. */
  const problem = ref('');

  async function send(path: string, body: Record<string, unknown>): Promise<void> {
    busy.value = true;
    errors.value = [];
    fault.value = '';
    problem.value = '';
    try {
      await draft.flush();
      done.value = await api.post<T>(path, body);
      await draft.close();
      window.scrollTo({ top: 0 });
    } catch (error) {
      explain(error);
    } finally {
      busy.value = false;
    }
  }

  function explain(error: unknown): void {
    if (error instanceof ApiProblem && error.fields.length > 0) {
      errors.value = error.fields.map((one) => ({ ...one, field: one.field.replace(/^data\./, '') }));
      return;
    }
    if (error instanceof ApiProblem) problem.value = error.code;
    fault.value = messageOf(error);
    toast(fault.value, 'fault');
  }

  return { fault, errors, busy, done, problem, send };
}
