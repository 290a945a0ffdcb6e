import type { JsonObject } from '../core/keys.ts';
import type { OfficeDays } from './office-days.ts';

/** What happens in one case, and when: offsets count working days before today (`OfficeDays`). */
export interface Story {
  processId: string;
  /** Name of the applicant. */
  member: string;
  moves: Move[];
}

/** What the text of a form may refer to. */
export interface Scene {
  /** The day of the move. */
  today: string;
  days: OfficeDays;
  /** The applicant's name. */
  member: string;
  branch: string;
  /** Names of the secretary and the other leaders of the applicant's branch. */
  secretary: string;
  organiser: string;
  deputy: string;
  general: string;
  generalCode: string;
  codeOf(name: string): string;
}

type Data = (scene: Scene) => JsonObject;
interface When {
  on: number;
  time: string;
}

export type Move = When &
  (
    | { kind: 'submit'; data: Data; through?: string }
    | { kind: 'work'; task: string; data: Data; unit?: string }
    | { kind: 'claim'; task: string; unit?: string }
    | { kind: 'return'; task: string; reason: string; unit?: string }
    | { kind: 'comment'; task: string; text: string; unit?: string }
    | { kind: 'urge' }
    | { kind: 'withdraw'; reason: string }
  );

/** Office hours differ from move to move, the same at every start. */
function time(on: number, salt: string): string {
  const mixed = [...salt].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)!) % 997, Math.abs(on));
  return `${String(9 + (mixed % 8)).padStart(2, '0')}:${String((mixed * 7) % 60).padStart(2, '0')}`;
}

const asData = (data: JsonObject | Data): Data => (typeof data === 'function' ? data : () => data);

/** The member files himself, or a unit does it for him. */
export const submit = (on: number, data: JsonObject | Data, through?: string): Move => ({
  kind: 'submit',
  on,
  // before anything that others do on that day
  time: '08:40',
  data: asData(data),
  through,
});
export const work = (on: number, task: string, data: JsonObject | Data = {}, unit?: string): Move => ({
  kind: 'work',
  on,
  time: time(on, task),
  task,
  data: asData(data),
  unit,
});
export const claim = (on: number, task: string): Move => ({ kind: 'claim', on, time: '08:55', task });
export const giveBack = (on: number, task: string, reason: string): Move => ({
  kind: 'return',
  on,
  time: time(on, reason),
  task,
  reason,
});
export const comment = (on: number, task: string, text: string): Move => ({
  kind: 'comment',
  on,
  time: '17:10',
  task,
  text,
});
export const urge = (on: number): Move => ({ kind: 'urge', on, time: '19:30' });
export const withdraw = (on: number, reason: string): Move => ({
  kind: 'withdraw',
  on,
  time: '20:05',
  reason,
});
