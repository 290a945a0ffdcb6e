import { reactive } from 'vue';
import type { ProcessWork } from '../../../engine/http/resources/studio/schemas.ts';
import { api, ApiProblem, messageOf } from '../api/client.ts';
import { draftSaver } from './draft-saver.ts';

export type FormSchema = ProcessWork['forms'][string];
type Deployed = { version: number; unchanged: boolean; running: number };

export interface DraftState {
  /** As it was opened; null while loading. */
  work: ProcessWork | null;
  name: string;
  forms: ProcessWork['forms'];
  isDraft: boolean;
  revision: number;
  savedAt: string | null;
  saving: 'no' | 'soon' | 'now' | 'failed';
  /** Why it could not be opened or saved. */
  fault: string;
  /** Somebody else saved, discarded or deployed: nothing more is written. */
  conflict: string;
}

const SOON_MS = 1_500;
/** After the server could not be reached. */
const RETRY_MS = 10_000;

/** The draft of one process: opened, saved by itself after every change, discarded, deployed. */
export function useDraft(processId: string) {
  const path = `/api/studio/processes/${encodeURIComponent(processId)}`;
  const state = reactive<DraftState>({
    work: null,
    name: '',
    forms: {},
    isDraft: false,
    revision: 0,
    savedAt: null,
    saving: 'no',
    fault: '',
    conflict: '',
  });
  const put = draftSaver(path);
  let readXml: () => Promise<string> = () => Promise.resolve(state.work!.xml);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;

  async function open(): Promise<void> {
    clearTimeout(timer);
    try {
      const work = await api.get<ProcessWork>(path);
      const { name, forms, isDraft, revision, savedAt } = work;
      Object.assign(state, {
        work,
        name,
        forms,
        isDraft,
        revision,
        savedAt,
        saving: 'no',
        fault: '',
        conflict: '',
      });
    } catch (error) {
      state.fault = messageOf(error);
    }
  }

  function touch(): void {
    if (state.conflict) return;
    state.saving = 'soon';
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SOON_MS);
  }

  /** Waits until nothing is left to be saved. */
  async function flush(): Promise<boolean> {
    if (state.saving === 'soon' || state.saving === 'failed') await save();
    else await running;
    return state.saving === 'no';
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    await running;
    if (state.conflict) return;
    running = write().finally(() => (running = null));
    await running;
  }

  async function write(): Promise<void> {
    state.saving = 'now';
    try {
      const { name, forms, revision, work } = state;
      const body = { name, xml: await readXml(), forms, revision, basedOnVersion: work!.basedOnVersion };
      const saved = await put(body);
      Object.assign(state, saved, { isDraft: true, fault: '' });
      // something may have been changed while this was on its way
      if (state.saving === 'now') state.saving = 'no';
    } catch (error) {
      state.saving = 'failed';
      if (error instanceof ApiProblem && error.status === 409) state.conflict = error.message;
      else {
        state.fault = messageOf(error);
        timer = setTimeout(() => void save(), RETRY_MS);
      }
    }
  }

  return {
    state,
    open,
    touch,
    flush,
    readXml: () => readXml(),
    /** The modeler, once it is there, knows the diagram better. */
    readXmlFrom(source: () => Promise<string>): void {
      readXml = source;
    },
    setForm(id: string, schema: FormSchema): void {
      state.forms = { ...state.forms, [id]: schema };
      touch();
    },
    async discard(): Promise<void> {
      clearTimeout(timer);
      await running;
      state.saving = 'no';
      await api.delete(`${path}/draft`);
    },
    async deploy(): Promise<Deployed> {
      return api.postLong<Deployed>(`${path}/deploy`, { revision: state.revision });
    },
    stop: () => clearTimeout(timer),
  };
}

export type Draft = ReturnType<typeof useDraft>;
