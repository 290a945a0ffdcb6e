import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import type { Game } from './game.ts';
import { shownAt } from './stimulate.ts';

/** What can be seen of process instances from outside; the engine's and the reference's are compared. Lists are sorted. */
export interface View {
  elements: { key: Key; at: string; in: Key | null; variables: JsonObject }[];
  tasks: string[];
  jobs: string[];
  waits: string[];
  incidents: string[];
  ended: string[];
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
    tasks: frames.flatMap(({ key, asks, given }) => (asks === 'task' ? [taskLine(key, given)] : [])),
    jobs: frames.flatMap(({ key, asks, listening, given }) =>
      asks === 'job' ? [jobLine(key, listening?.on ?? null, given)] : [],
    ),
    waits: frames.flatMap((frame) =>
      frame.waits.map(({ on, name, correlationKey, dueAt, ...wait }) =>
        waitLine({ key: frame.key, at: shownAt(game, { on, ...wait }), on, name, correlationKey, dueAt }),
      ),
    ),
    incidents: frames.flatMap(({ key, incidents }) => incidents.map(({ code }) => `${key} ${code}`)),
    ended: Object.entries(ended).map(([key, { state, variables }]) =>
      endLine(key, state, state === 'completed' ? variables : {}),
    ),
    sent: sent.map((one) => canonical(one as unknown as JsonObject)),
  });
}

export function taskLine(key: Key, given: JsonObject): string {
  return `${key} ${canonical(given)}`;
}

export function jobLine(key: Key, listener: string | null, given: JsonObject): string {
  return `${key} ${listener ? `${listener} listener` : 'work'} ${canonical(given)}`;
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

export function endLine(key: Key, state: string, variables: JsonObject): string {
  return `${key} ${state} ${canonical(variables)}`;
}

/** The same text for the same content, whatever the order of names. */
export function canonical(value: JsonObject): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

export function sorted(view: View): View {
  const { elements, ...lists } = view;
  return {
    elements: elements.sort((a, b) => (a.key < b.key ? -1 : 1)),
    tasks: lists.tasks.sort(),
    jobs: lists.jobs.sort(),
    waits: lists.waits.sort(),
    incidents: lists.incidents.sort(),
    ended: lists.ended.sort(),
    sent: lists.sent.sort(),
  };
}
