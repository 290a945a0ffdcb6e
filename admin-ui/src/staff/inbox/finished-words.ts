import type { InboxItem } from '../../../../engine/http/resources/inbox/schemas.ts';

/** “支部受理”已办理（曹建国 · KN-2026-000021）。 */
export function finishedWords(
  item: Pick<InboxItem, 'applicantName' | 'caseNumber'> | undefined,
  message: string,
): string {
  const whose = [item?.applicantName, item?.caseNumber].filter(Boolean).join(' · ');
  return whose ? `${message.replace(/。$/, '')}（${whose}）。` : message;
}
