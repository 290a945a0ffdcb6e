import type { ImportBatch, ImportRow } from '../../../../engine/http/resources/imports/schemas.ts';

export type Kind = ImportBatch['kind'];
export type Outcome = ImportRow['outcome'];
export type Action = ImportRow['findings'][number]['action'];

export const kindWords: Record<Kind, string> = {
  organisations: '党组织',
  members: '党员名册',
  accounts: '单位账号',
};
export const kinds = Object.keys(kindWords) as Kind[];

/** By what offices call such files; a roster is what most of them are. */
export function guessKind(fileName: string): Kind {
  if (/账号|用户|帐号|account/i.test(fileName)) return 'accounts';
  if (/名册|党员|花名册|member/i.test(fileName)) return 'members';
  return /党组织|组织|编码|org/i.test(fileName) ? 'organisations' : 'members';
}

export const stateWords: Record<ImportBatch['state'], { text: string; tone: string }> = {
  reading: { text: '正在检查', tone: 'blue' },
  ready: { text: '待导入', tone: 'amber' },
  importing: { text: '正在导入', tone: 'blue' },
  imported: { text: '已导入', tone: 'green' },
  failed: { text: '没有成功', tone: 'red' },
  discarded: { text: '已放弃', tone: '' },
};

export const outcomeWords: Record<Outcome, { text: string; tone: string }> = {
  new: { text: '新增', tone: 'green' },
  update: { text: '更新', tone: 'blue' },
  same: { text: '无变化', tone: '' },
  reject: { text: '不能导入', tone: 'red' },
  ignore: { text: '不是数据', tone: '' },
};

export const actionWords: Record<Action, { text: string; tone: string }> = {
  reject: { text: '要改', tone: 'red' },
  warn: { text: '请核对', tone: 'amber' },
  normalise: { text: '已规范', tone: 'blue' },
  accept: { text: '照收', tone: '' },
  ignore: { text: '已略过', tone: '' },
};

export const isWorking = ({ state }: ImportBatch): boolean => state === 'reading' || state === 'importing';

export function percentDone({ progress: { done, total } }: ImportBatch): number {
  return total === 0 ? 0 : Math.min(100, Math.floor((done * 100) / total));
}

/** "新增 48 行、更新 2 行，1 行不能导入": what an import holds or did, in one line. */
export function describeRows({ summary }: ImportBatch): string {
  const parts = (['new', 'update', 'same'] as const)
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => `${outcomeWords[outcome].text} ${summary[outcome].toLocaleString()} 行`);
  const rejected = summary.reject > 0 ? `${summary.reject.toLocaleString()} 行不能导入` : '';
  return [parts.join('、'), rejected].filter(Boolean).join('，') || '没有数据行';
}
