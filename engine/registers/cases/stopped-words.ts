import type { Services } from '../../services.ts';
import type { CaseTask } from './case-tasks.ts';
import type { CaseRow } from './find-case.ts';
import { retryUnits } from './retry-units.ts';

/** What the applicant reads when his case has stopped: that it is not his doing, and who has been told. */
export async function stoppedWords(services: Services, row: CaseRow, tasks: CaseTask[]): Promise<string> {
  const units = await retryUnits(services, services.db, { id: row.id, orgCode: row.org_code });
  const told = units.map(({ name }) => name).join('、') || '系统管理员';
  const goesOn = tasks.some(({ state }) => state === 'created');
  return goesOn
    ? `系统在自动办理的一步出了故障，已经告诉${told}处理；其余各步照常办理。`
    : `系统在自动办理时出了故障，您的事暂时停住了。已经告诉${told}处理，修好后会接着办，您不用做什么。`;
}

/** What he reads when somebody has suspended it. */
export function suspendedWords(reason: string): string {
  return `这件事暂停办理${reason ? `（原因：${reason}）` : ''}，恢复后会接着办，您不用做什么。`;
}
