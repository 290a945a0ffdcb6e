import type { TaskDetail } from '../../../../engine/http/resources/tasks/schemas.ts';

/** What is asked in a form of its own before it is done. */
export type Aside = 'return' | 'sendBack' | 'approvers' | 'transfer' | 'delegate' | 'opine';

/** Those with a button beside the others; 交回意见 is the main one of whoever is asked. */
const asides = [
  { action: 'return', label: '退回补正' },
  { action: 'sendBack', label: '退回重办' },
  { action: 'approvers', label: '加签/减签' },
  { action: 'transfer', label: '转办' },
  { action: 'delegate', label: '委派' },
] as const;

export const asidesOf = ({ actions }: TaskDetail) => asides.filter(({ action }) => actions.includes(action));
