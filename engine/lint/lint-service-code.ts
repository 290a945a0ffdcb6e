import type { Knex } from 'knex';
import type { Model } from '../../core/model.ts';
import type { StudioFinding } from '../../commands/lint-draft.ts';
import { serviceCodeTaken } from './service-codes.ts';

/** Case numbers begin with the service code: two capitals, of this process alone. */
export async function lintServiceCode(db: Knex, model: Model): Promise<StudioFinding[]> {
  const code = model.properties.serviceCode;
  if (!code) return [];
  const at = { elementId: model.processId, line: null, severity: 'error' as const };
  if (!/^[A-Z]{2}$/.test(code)) {
    return [
      {
        ...at,
        code: 'service_code_unreadable',
        message: `服务代码“${code}”不能用。请写两个大写字母，例如 RD。`,
        messageEn: `Expected a service code of two capitals, but got '${code}'.`,
      },
    ];
  }
  const owner = await serviceCodeTaken(db, code, model.processId);
  if (!owner) return [];
  return [
    {
      ...at,
      code: 'service_code_taken',
      message: `服务代码“${code}”已经由“${owner}”使用，办件编号会混在一起。请换一个。`,
      messageEn: `Expected service code '${code}' to be free, but '${owner}' has it.`,
    },
  ];
}
