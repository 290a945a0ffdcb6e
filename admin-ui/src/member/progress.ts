import type { OwnCase } from '../../../engine/http/resources/me/schemas.ts';
import { shortDate } from '../shared/dates.ts';

export type Step = OwnCase['path'][number];

export interface ProgressLine {
  state: Step['state'];
  title: string;
  note: string | null;
}

/** The way of a case as one reads it: what is done, who has it now, and in one line what is still to come. */
export function progressLines(path: Step[], ownName: string): ProgressLine[] {
  const come = path.filter(({ state }) => state !== 'ahead').map((step) => toLine(step, ownName));
  const ahead = path.filter(({ state }) => state === 'ahead').map(({ name }) => name);
  return ahead.length === 0
    ? come
    : [...come, { state: 'ahead', title: `接下来：${ahead.join('、')}`, note: null }];
}

function toLine({ state, name, who, at, note, waitsUntil }: Step, ownName: string): ProgressLine {
  if (state === 'done') {
    const facts = [at && shortDate(at), who, note].filter(Boolean).join(' · ');
    return { state, title: name === '办结' ? name : `${name}，已完成`, note: facts || null };
  }
  if (waitsUntil && note) return { state, title: note, note: '期满后自动继续，您不用做什么。' };
  if (who === ownName) return { state, title: `${name}：等您办理`, note };
  return { state, title: who ? `${name}：${who}正在办理` : `${name}，正在办理`, note };
}
