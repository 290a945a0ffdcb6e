import { incidentInWords } from '../../core/incident-words.ts';
import type { MigrationFault } from '../../core/migrate.ts';

/** What people read when the core says no to an operation, by the core's own codes. A test holds that none is missing. */

/** Why a case cannot go to the other version; `{step}` is the step it is about. */
const migrationWords: Record<MigrationFault['code'], string> = {
  not_mapped: '当前环节是{step}，还没有选定它在新版中对应的步骤。请在对应表里选择，或等它办过这一步。',
  target_missing: '{step}选的对应步骤，新版里没有。请重新选。',
  kind_differs: '{step}和选的对应步骤不是同一类（种类、逐个办理方式或等的事情不同），不能接着办。请换一个。',
  join_differs: '已经有一路走到汇合处{step}在等其他几路，新版的汇合处接法不同。请等几路汇合以后再迁移。',
  scope_missing: '新版把它移进了要逐个办理的{step}，现在没有正在办的一份可以放进去。请等它办过这一步。',
  undoing: '{step}正在撤回办过的内容，中途不能换版本。请等撤回完再迁移。',
  listener_at_work: '{step}前后的自动步骤还没有办完。请稍后再试。',
  wait_failed: '{step}在新版里要等的时间或消息算不出来。请核对办件的数据，或改好新版后再迁移。',
};

/** Why an instance cannot be moved, or an element not begun. Codes that are incidents elsewhere have their words there. */
const refusals: Record<string, string> = {
  already_started: '流程已经开始，不能再开始一次。',
  caller_waits:
    '这是被别的流程调用的子流程，步骤全部结束后，调用它的流程会一直等。请留下或开始一步，或者到上级流程里结束这一步。',
  element_instance_not_found: '要结束的步骤刚刚办完或撤销了，请刷新后重新选择。',
  element_not_found: '所选的步骤不能单独开始（如边界事件、子流程里有连线接入的步骤），请换一步。',
  incident_not_found: '这个故障已经处理过了，请刷新。',
  instance_ended: '这件事已经办结或终止，不能再调整。',
  instance_suspended: '这件事已被挂起，恢复后才能办理。',
  join_between: '中间要等其他几路汇合，退不回去。请退到分开以前的步骤。',
  follower_there: '这一位审完后已经安排了另一位，不能再安排。',
  last_round: '只剩这一份了，不能再减。',
  listener_at_work: '这一步前后的自动步骤还没有办完，请稍后再试。',
  not_earlier: '所选的步骤不在这一步之前，请换一步。',
  not_repeated: '这一步不是由多人分别办理的，不能加减。',
  not_suspended: '这件事没有挂起，不用恢复。',
  not_waiting: '这一步现在不等人选择或处理，请刷新后再看。',
  scope_ambiguous: '这一步所在的子流程正在同时办几份，请先选放进哪一份。',
  scope_not_found: '要填的内容不属于这一步，也不属于它所在的流程，请重新选择。',
  scope_repeats: '这一步在要逐个办理的子流程里，现在没有正在办的一份。请改选那个子流程，从头开始。',
  start_not_found: '流程图里没有这样开始的地方，请联系流程设计人员。',
  trigger_unknown: '引擎不认识这个操作，请联系系统管理员。',
};

/** @param step name of the step the fault is about */
export function migrationFaultInWords(code: MigrationFault['code'], step: string): string {
  return migrationWords[code].replace('{step}', `“${step}”`);
}

export function refusalWords(code: string): string {
  return refusals[code] ?? incidentInWords(code);
}

export function refusalCodes(): string[] {
  return Object.keys(refusals);
}

export function migrationFaultCodes(): string[] {
  return Object.keys(migrationWords);
}
