import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import type { Game } from './game.ts';
import { shownAt } from './stimulate.ts';

/** What can be seen of process instances from outside; the engine's and the reference's are compared. Lists are sorted. */
export interface View {
  elements: { key: Key; at: string; in: Key | null; variables: JsonObject }[];
  tasks: Key[];
  jobs: string[];
  /** What open tasks and jobs were given. */
  given: string[];
  waits: string[];
  incidents: string[];
  ended: string[];
  /** Variables that completed instances ended with. */
  results: string[];
  sent: string[];
}

export function viewOf(game: Game): View {
  const { ended, sent } = game.state;
  const frames = game.frames();
  return sorted({
    elements: frames.map(({ key, at, in: within, variables }) => ({
      key,
      at,
      in: within === null ? null : game.get(within).key,
      variables,
    })),
    tasks: frames.flatMap(({ key, asks }) => (asks === 'task' ? [key] : [])),
    jobs: frames.flatMap(({ key, asks, listening }) =>
      asks === 'job' ? [jobLine(key, listening?.on ?? null)] : [],
    ),
    given: frames.flatMap(({ key, asks, given }) => (asks ? [`${key} ${canonical(given)}`] : [])),
    waits: frames.flatMap((frame) =>
      frame.waits.map(({ on, name, correlationKey, dueAt, ...wait }) =>
        waitLine({ key: frame.key, at: shownAt(game, { on, ...wait }), on, name, correlationKey, dueAt }),
      ),
    ),
    incidents: frames.flatMap(({ key, incidents }) => incidents.map(({ code }) => `${key} ${code}`)),
    ended: Object.entries(ended).map(([key, { state }]) => `${key} ${state}`),
    results: Object.entries(ended).flatMap(([key, { state, variables }]) =>
      state === 'completed' ? [`${key} ${canonical(variables)}`] : [],
    ),
    sent: sent.map((one) => canonical(one)),
  });
}

export function jobLine(key: Key, listener: string | null): string {
  return listener ? `${key} ${listener} listener` : key;
}

export interface SeenWait {
  key: Key;
  at: string;
  on: string;
  name?: string;
  correlationKey?: string;
  dueAt?: number;
}

export function waitLine({ key, at, on, name, correlationKey, dueAt }: SeenWait): string {
  const due = dueAt === undefined ? '' : ` ${new Date(dueAt).toISOString()}`;
  return `${key} ${on} at ${at} ${name ?? ''} ${correlationKey ?? ''}${due}`.trim();
}

/** The same text for the same content, whatever the order of names. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

export function sorted<T extends Partial<View>>(view: T): T {
  for (const list of Object.values(view) as View[keyof View][]) {
    list.sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  }
  return view;
}
