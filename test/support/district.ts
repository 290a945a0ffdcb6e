import type { Knex } from 'knex';
import type { AccountActor, MemberActor } from '../../engine/policy/actor.ts';

/** Four organisations in one line, with an account each, and members of the branch: enough for one case's whole way. */
export const DISTRICT = '01000000';
export const COMMITTEE = '01020000';
export const GENERAL = '01020300';
export const BRANCH = '01020304';
/** Another branch under the same general branch. */
export const OTHER_BRANCH = '01020305';

const organisations = [
  { code: DISTRICT, name: '清河区委', type: '区委', level: 1, parent_code: null, can_approve_member: true },
  {
    code: COMMITTEE,
    name: '水渡口街道党工委',
    type: '党工委',
    level: 2,
    parent_code: DISTRICT,
    can_approve_member: true,
  },
  { code: GENERAL, name: '沈阳路社区党委', type: '社区党委', level: 3, parent_code: COMMITTEE },
  { code: BRANCH, name: '水渡新村网格支部', type: '党支部', level: 4, parent_code: GENERAL },
  { code: OTHER_BRANCH, name: '沈阳路网格支部', type: '党支部', level: 4, parent_code: GENERAL },
];

export interface District {
  district: AccountActor;
  committee: AccountActor;
  general: AccountActor;
  branch: AccountActor;
  /** A colleague of the branch's account. */
  colleague: AccountActor;
  other: AccountActor;
  member: MemberActor;
  probationary: MemberActor;
}

export async function plantDistrict(db: Knex): Promise<District> {
  for (const one of organisations) await db('organisation').insert(one);
  const actors = {
    district: await plantAccount(db, 'district', DISTRICT, 1, 'district'),
    committee: await plantAccount(db, 'shuidukou', COMMITTEE, 2, 'committee'),
    general: await plantAccount(db, 'shenyanglu', GENERAL, 3, 'general_branch'),
    branch: await plantAccount(db, 'shuiduxincun', BRANCH, 4, 'branch'),
    colleague: await plantAccount(db, 'shuiduxincun2', BRANCH, 4, 'branch', '李同事'),
    other: await plantAccount(db, 'shenyanglu1', OTHER_BRANCH, 4, 'branch'),
  };
  const member = await plantMember(db, '00231', '王秀兰', '正式');
  const probationary = await plantMember(db, '00232', '周明', '预备');
  return { ...actors, member, probationary };
}

async function plantAccount(
  db: Knex,
  username: string,
  orgCode: string,
  level: number,
  role: string,
  displayName?: string,
): Promise<AccountActor> {
  const orgName = organisations.find(({ code }) => code === orgCode)!.name;
  const name = displayName ?? orgName;
  const [row] = await db('account')
    .insert({ username, org_code: orgCode, display_name: name, roles: [role] })
    .returning('id');
  return {
    kind: 'account',
    id: `account:${username}`,
    accountId: row.id,
    username,
    displayName: name,
    orgCode,
    orgName,
    level,
    roles: [role],
    ip: '127.0.0.1',
  };
}

async function plantMember(
  db: Knex,
  cardNo: string,
  name: string,
  kind: '正式' | '预备',
): Promise<MemberActor> {
  const [row] = await db('member')
    .insert({
      card_no: cardNo,
      member_no: BRANCH + cardNo,
      name,
      sex: '女',
      birth_date: '1960-05-01',
      join_date: kind === '正式' ? '1990-07-01' : '2025-11-20',
      kind,
      ...(kind === '预备' ? { probation_from: '2025-11-20', probation_to: '2026-11-20' } : {}),
      id_no_sealed: 'sealed',
      id_no_hash: `hash-${cardNo}`,
      id_no_masked: '3208**********1234',
      phone: `1390000${cardNo.slice(1)}`,
      org_code: BRANCH,
    })
    .returning('id');
  return {
    kind: 'member',
    id: `member:${row.id}`,
    memberId: row.id,
    displayName: name,
    orgCode: BRANCH,
    orgName: '水渡新村网格支部',
    level: 4,
    roles: ['member'],
    ip: '127.0.0.1',
  };
}
