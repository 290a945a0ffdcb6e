import { onScopeDispose } from 'vue';

export type ChangeKind = 'inbox' | 'case' | 'notification' | 'import' | 'organisation' | 'policy';

interface Listener {
  kinds: readonly ChangeKind[];
  /** `id`: case number, import id, organisation code or policy table; absent when anything may have changed. */
  callback: (id: string | undefined, kind: ChangeKind) => void;
}

const kinds: ChangeKind[] = ['inbox', 'case', 'notification', 'import', 'organisation', 'policy'];
const listeners = new Set<Listener>();
const SETTLE_MS = 150;

let source: EventSource | null = null;
let broken = false;
const waiting = new Map<string, { kind: ChangeKind; id: string | undefined }>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls back when the server says that something of these kinds has changed, so that no screen shows what is no longer
 * so. Inside a component it ends with the component. Bursts are told once.
 * @returns a function that stops listening
 */
export function onChange(
  wanted: ChangeKind | readonly ChangeKind[],
  callback: Listener['callback'],
): () => void {
  const listener: Listener = { kinds: typeof wanted === 'string' ? [wanted] : wanted, callback };
  listeners.add(listener);
  connect();
  const stop = () => {
    listeners.delete(listener);
    if (listeners.size === 0) disconnect();
  };
  onScopeDispose(stop, true);
  return stop;
}

function connect(): void {
  if (source) return;
  source = new EventSource('/api/events');
  for (const kind of kinds) source.addEventListener(kind, ({ data }) => note(kind, readId(data)));
  source.addEventListener('open', () => {
    // what happened while nobody listened is not told again
    if (broken) for (const kind of kinds) note(kind, undefined);
    broken = false;
  });
  source.addEventListener('error', () => {
    broken = true;
    // the browser comes back by itself unless the server refused; then a new try after a while
    if (source?.readyState === EventSource.CLOSED) {
      disconnect();
      setTimeout(() => listeners.size > 0 && connect(), 10_000);
    }
  });
}

function disconnect(): void {
  source?.close();
  source = null;
}

function readId(data: string): string | undefined {
  return (JSON.parse(data || '{}') as { id?: string }).id;
}

function note(kind: ChangeKind, id: string | undefined): void {
  waiting.set(`${kind}:${id ?? ''}`, { kind, id });
  clearTimeout(timer);
  timer = setTimeout(tell, SETTLE_MS);
}

function tell(): void {
  const changes = [...waiting.values()];
  waiting.clear();
  for (const { kind, id } of changes) {
    for (const listener of listeners) if (listener.kinds.includes(kind)) listener.callback(id, kind);
  }
}
