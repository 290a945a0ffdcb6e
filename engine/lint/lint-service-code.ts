import type { Model } from '../core/model.ts';
import { errorAt, ofProperty, type ServiceFinding } from './finding.ts';
import type { Surroundings } from './surroundings.ts';

/** Case numbers begin with the service code: two capitals, of this process alone. */
export function lintServiceCode(model: Model, around: Surroundings): ServiceFinding[] {
  return codeFaults(model, around).map((finding) => ofProperty('serviceCode', finding));
}

function codeFaults(model: Model, { serviceCodes }: Surroundings): ServiceFinding[] {
  const code = model.properties.serviceCode;
  if (!code) return [];
  if (!/^[A-Z]{2}$/.test(code)) {
    return [
      errorAt(
        model.processId,
        'service_code_unreadable',
        `服务代码“${code}”不能用。请写两个大写字母，例如 RD。`,
        `Expected a service code of two capitals, but got '${code}'.`,
      ),
    ];
  }
  const owner = serviceCodes.get(code)?.find(({ processId }) => processId !== model.processId);
  if (!owner) return [];
  return [
    errorAt(
      model.processId,
      'service_code_taken',
      `服务代码“${code}”已经由“${owner.name}”使用，受理编号会混在一起。请换一个。`,
      `Expected service code '${code}' to be free, but '${owner.name}' has it.`,
    ),
  ];
}
