import type { Model } from '../core/model.ts';
import { plainStart } from '../core/starts.ts';
import { errorAt, ofProperty, warningAt, type ServiceFinding } from './finding.ts';
import type { Surroundings } from './surroundings.ts';

/** Case numbers begin with the service code: two capitals, of this process alone. */
export function lintServiceCode(model: Model, around: Surroundings): ServiceFinding[] {
  const faults = codeFaults(model, around).map((finding) => ofProperty('serviceCode', finding));
  return [...faults, ...formMissing(model)];
}

/** Members begin a service by filling in the form of its start event. */
function formMissing(model: Model): ServiceFinding[] {
  const start = plainStart(model);
  if (!model.properties.serviceCode || start?.formId) return [];
  return [
    warningAt(
      start?.id ?? model.processId,
      'start_form_missing',
      '有服务代码但开始事件没有表单，党员看不到它。请给开始事件选一张申请表，或去掉服务代码。',
      'Expected the start event of a process with a service code to have a form; without one, members do not see it.',
    ),
  ];
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
