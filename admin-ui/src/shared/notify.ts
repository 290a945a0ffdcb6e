import { reactive } from 'vue';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'fault' | 'info';
}

export interface Question {
  title: string;
  text?: string;
  /** Label of the button that does it: "撤销申请" */
  action: string;
  danger?: boolean;
  /** Something to look at before one answers; who follows it has not agreed. */
  link?: { to: string; text: string };
  /** Asks for words, too: the label above the field. */
  reason?: string;
  placeholder?: string;
  /** Least number of characters of the words. */
  least?: number;
  most?: number;
  /** One line instead of a paragraph. */
  line?: boolean;
}

const nobody: (words: string | null) => void = () => undefined;

export const toasts = reactive<Toast[]>([]);
export const asking = reactive({ question: null as Question | null, answer: nobody });

let last = 0;

const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** A sentence that goes away by itself; faults stay longer. */
export function toast(text: string, kind: Toast['kind'] = 'done'): void {
  const id = ++last;
  toasts.push({ id, text, kind });
  letGo(id);
}

/** It stays for as long as somebody points at it. */
export function keep(id: number): void {
  clearTimeout(timers.get(id));
}

export function letGo(id: number): void {
  keep(id);
  const kind = toasts.find((toast) => toast.id === id)?.kind;
  timers.set(
    id,
    setTimeout(() => dismiss(id), kind === 'fault' ? 9000 : 4500),
  );
}

export function dismiss(id: number): void {
  keep(id);
  timers.delete(id);
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
}

/** @returns whether the person agreed */
export async function askConfirm(question: Omit<Question, 'reason'>): Promise<boolean> {
  return (await ask(question)) !== null;
}

/** @returns the words, or null when the person thought better of it */
export function askReason(question: Question & { reason: string }): Promise<string | null> {
  return ask(question);
}

function ask(question: Question): Promise<string | null> {
  asking.answer(null);
  return new Promise((resolve) => {
    asking.question = question;
    asking.answer = (words) => {
      asking.question = null;
      asking.answer = nobody;
      resolve(words);
    };
  });
}
