import { computed, ref } from 'vue';
import type { LintProblem } from '../../../engine/http/resources/studio/schemas.ts';
import { api, messageOf } from '../api/client.ts';
import type { DiagramElement } from '../bpmn-io/services.ts';
import type { Draft } from './draft.ts';
import { withoutId } from './element-words.ts';

const SETTLE_MS = 600;

/**
 * What the server finds wrong with the draft; asked again after every change.
 * @param elementOf the element on the sheet, as far as there is one
 */
export function useLint(
  processId: string,
  draft: Draft,
  elementOf: (id: string) => DiagramElement | undefined,
) {
  const problems = ref<LintProblem[]>([]);
  /** Until the first answer nothing is known. */
  const checking = ref(true);
  const fault = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;

  async function check(): Promise<void> {
    clearTimeout(timer);
    const round = ++last;
    checking.value = true;
    try {
      const body = { processId, xml: await draft.readXml(), forms: draft.state.forms };
      const found = await api.post<{ problems: LintProblem[] }>('/api/studio/lint', body);
      // an answer that was overtaken says nothing of the present state
      if (round !== last) return;
      problems.value = found.problems.map((problem) => ({
        ...problem,
        message: withoutId(problem.message, elementOf(problem.elementId ?? '')),
      }));
      fault.value = '';
    } catch (error) {
      if (round === last) fault.value = messageOf(error);
    } finally {
      if (round === last) checking.value = false;
    }
  }

  return {
    problems,
    checking,
    fault,
    errors: computed(() => problems.value.filter(({ severity }) => severity === 'error')),
    check,
    soon(): void {
      checking.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), SETTLE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

export type Lint = ReturnType<typeof useLint>;
