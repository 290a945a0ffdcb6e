import type { Knex } from 'knex';
import type { AccountActor, Actor, MemberActor } from '../../engine/policy/actor.ts';
import { OrgCodes } from '../../engine/policy/org-code.ts';
import { plantMember } from './members.ts';
import { warnMember } from './warnings.ts';

/** Numbers that look random and are the same again for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface RandomDistrict {
  codes: string[];
  /** Everybody who may ask: an account of every role on every organisation it fits, and a few members. */
  actors: Actor[];
}

const ofLevel = new OrgCodes();
const roles = ['district', 'committee', 'general_branch', 'branch'];

/** A district of irregular shape: branches directly under committees, empty units, members and late cases anywhere. */
export async function plantRandomDistrict(db: Knex, seed: number): Promise<RandomDistrict> {
  const roll = dice(seed);
  const codes = await plantOrganisations(db, roll);
  const members = await plantMembers(db, codes, roll);
  for (let i = 0; i < 15; i++) {
    const escalatedTo = roll(2) ? codes[roll(codes.length)] : undefined;
    const hiddenFrom = roll(4) === 0 ? [codes[roll(codes.length)]!.replace(/(00)+$/, '')] : undefined;
    await warnMember(db, members[roll(members.length)]!, codes[roll(codes.length)]!, {
      escalatedTo,
      hiddenFrom,
    });
  }
  const staff = codes.map((code) => account(code, roles[ofLevel.level(code) - 1]!));
  const special = ['designer', 'sysadmin'].map((role) => account(codes[0]!, role));
  return { codes, actors: [...staff, ...special, ...members.slice(0, 5)] };
}

async function plantOrganisations(db: Knex, roll: (below: number) => number): Promise<string[]> {
  const rows = [
    { code: '01000000', name: '区委', type: '区委', level: 1, parent_code: null as string | null },
  ];
  const add = (parent: string, level: number, number: number, type: string) => {
    const code = ofLevel.child(parent, level, number);
    rows.push({ code, name: `${type}${code}`, type, level, parent_code: parent });
    return code;
  };
  for (let c = 1; c <= 3; c++) {
    const committee = add('01000000', 2, c, '党委');
    for (let b = 1; b <= roll(3); b++) add(committee, 4, b, '党支部');
    for (let g = 1; g <= 1 + roll(3); g++) {
      const general = add(committee, 3, g, '党总支');
      for (let b = 1; b <= roll(4); b++) add(general, 4, b, '党支部');
    }
  }
  for (const row of rows) await db('organisation').insert(row);
  return rows.map(({ code }) => code);
}

async function plantMembers(
  db: Knex,
  codes: string[],
  roll: (below: number) => number,
): Promise<MemberActor[]> {
  const members: MemberActor[] = [];
  for (let i = 1; i <= 60; i++) {
    const orgCode = codes[roll(codes.length)]!;
    const cardNo = String(i).padStart(5, '0');
    const id = await plantMember(db, { cardNo, orgCode, leader_rank: roll(5) === 0 ? 1 : null });
    const name = `党员${cardNo}`;
    members.push({
      kind: 'member',
      id: `member:${id}`,
      memberId: id,
      displayName: name,
      orgCode,
      orgName: orgCode,
      level: ofLevel.level(orgCode),
      roles: ['member'],
    });
  }
  return members;
}

function account(orgCode: string, role: string): AccountActor {
  const username = `${role}${orgCode}`;
  return {
    kind: 'account',
    id: `account:${username}`,
    accountId: '1',
    username,
    displayName: username,
    orgCode,
    orgName: orgCode,
    level: ofLevel.level(orgCode),
    roles: [role],
  };
}
