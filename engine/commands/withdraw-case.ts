import type { Key } from '../core/keys.ts';
import { createProblem, notFound } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { decisiveTasks } from '../registers/cases/withdrawable.ts';
import type { Services } from '../services.ts';
import type { HeldInstance } from '../store/instances.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { fire } from './execution/fire.ts';
import { caseClosed } from './execution/open-case.ts';
import { hold, type Run } from './execution/run.ts';

const decided = createProblem(
  'already_decided',
  409,
  '组织已经作出决定，不能再撤销；如有变化请联系经办单位。',
);

/** Name of the message a diagram may draw an ending of its own for. */
const WITHDRAW = 'msg_withdraw';

/**
 * The applicant takes his request back. Once a task named in the process property `withdrawUntil` (ids, comma separated)
 * has been completed the organisation has decided, and it is too late. A diagram that waits for `msg_withdraw` says
 * itself what happens; otherwise the instance ends where it stands.
 */
export function withdrawCase(
  services: Services,
  actor: Actor,
  { number, reason }: { number: string; reason: string },
): Promise<void> {
  return execute(services, actor, async (run) => {
    const held = await holdCase(run, number);
    const caseFile = held.caseFile!;
    services.policy.require(actor, 'case', 'withdraw', {
      orgCode: caseFile.orgCode,
      memberId: caseFile.applicantMemberId,
    });
    if (caseFile.status === 'closed') throw caseClosed('这件事已经办结，不能再撤销。');
    if (await isDecided(run, held)) throw decided();
    const outcome = { outcome: 'withdrawn', outcomeName: '申请人撤销' };
    run.outcomes.set(held.instance.key, outcome);
    const subscriptionKey = await findSubscription(run, held.instance.key);
    await fire(
      run,
      held,
      subscriptionKey
        ? { type: 'messageCorrelated', subscriptionKey, variables: { withdrawReason: reason } }
        : { type: 'cancel', outcome },
    );
    await addNote(run.tx, {
      caseId: caseFile.id,
      kind: 'comment',
      text: `申请人撤销：${reason}`,
      author: actor,
      visibleToApplicant: true,
      createdAt: run.now,
    });
    audit(run, { action: 'withdrawCase', resource: 'case', resourceId: number, orgCode: caseFile.orgCode });
  });
}

async function holdCase(run: Run, number: string): Promise<HeldInstance> {
  const { rows } = await run.tx.client.query<{ instance_key: Key }>({
    name: 'instance-of-case',
    text: 'select instance_key from case_file where number = $1',
    values: [number],
  });
  if (!rows[0]) throw notFound(`没有找到办件 ${number}。`);
  return hold(run, rows[0].instance_key);
}

async function isDecided(run: Run, { instance, definition }: HeldInstance): Promise<boolean> {
  const { rows } = await run.tx.client.query({
    name: 'decisive-tasks-done',
    text: `select 1 from user_task_live where instance_key = $1 and state = 'completed' and element_id = any($2::text[])
            limit 1`,
    values: [instance.key, decisiveTasks(definition.properties)],
  });
  return rows.length > 0;
}

async function findSubscription(run: Run, instanceKey: Key): Promise<Key | null> {
  const { rows } = await run.tx.client.query<{ key: Key }>({
    name: 'find-withdrawal',
    text: 'select key from subscription where instance_key = $1 and message_name = $2 limit 1',
    values: [instanceKey, WITHDRAW],
  });
  return rows[0]?.key ?? null;
}
