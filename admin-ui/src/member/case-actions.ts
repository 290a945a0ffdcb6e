import { api } from '../api/client.ts';
import { attempt } from '../shared/attempt.ts';
import { askConfirm, askReason } from '../shared/notify.ts';

/** What a member may do with his case as a whole. @returns whether it was done */
export async function urgeCase(number: string): Promise<boolean> {
  const sure = await askConfirm({
    title: '催办这件事？',
    text: '会提醒正在办理的单位。24 小时内只能催一次。',
    action: '催办',
  });
  return sure && attempt(() => api.post(`/api/cases/${number}/urge`), '已提醒正在办理的单位，请留意消息。');
}

export async function withdrawCase(number: string): Promise<boolean> {
  const reason = await askReason({
    title: '撤销这件申请？',
    text: '撤销后不再办理，以后可以重新申请。',
    reason: '撤销原因',
    placeholder: '例如：情况有变化，暂时不需要了',
    action: '撤销申请',
    danger: true,
  });
  if (reason === null) return false;
  return attempt(() => api.post(`/api/cases/${number}/withdraw`, { reason }), '申请已撤销。');
}

export function commentCase(number: string, text: string): Promise<boolean> {
  return attempt(
    () => api.post(`/api/cases/${number}/comments`, { text, visibleToApplicant: true }),
    '留言已送到办理单位。',
  );
}
