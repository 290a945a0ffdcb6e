import type { CaseDetail } from '../../../../engine/http/resources/cases/schemas.ts';

type Told = Pick<CaseDetail, 'title' | 'serviceName' | 'orgName' | 'summary'> & {
  applicant: Pick<CaseDetail['applicant'], 'name' | 'cardNo'>;
};

/** What a case is, as far as its title does not say so: 卡 00231 · 水渡新村网格支部 · 申请 1,800.00 元 */
export function besidesTitle({ title, serviceName, applicant, orgName, summary }: Told): string {
  const { name, cardNo } = applicant;
  const unsaid = (words: string | null) => (words && !title.includes(words) ? words : null);
  const card = cardNo && `卡 ${cardNo}`;
  const who = unsaid(name) && card ? `${name}（${card}）` : (unsaid(name) ?? card);
  return [unsaid(serviceName), who, orgName, unsaid(summary)].filter(Boolean).join(' · ');
}
