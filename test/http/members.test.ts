import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../engine/http/resources/members/routes.ts';
import type { MemberDetail, RosterPage } from '../../engine/http/resources/members/schemas.ts';
import { BRANCH, GENERAL, OTHER_BRANCH, plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { plantMember } from '../support/members.ts';
import { warnMember } from '../support/warnings.ts';

const server = useServer({ routes });
let people: District;
let general: Visitor;
let branch: Visitor;
let leaderId: string;

beforeAll(async () => {
  const { db, services } = { db: server.database.db, services: server.services };
  people = await plantDistrict(db);
  leaderId = await plantMember(db, {
    cardNo: '00400',
    name: '孙玉梅',
    pinyin: 'sunyumei',
    initials: 'sym',
    party_post: '支部书记',
    leader_rank: 1,
    phone: '19900001203',
    address: '清河区水渡新村3幢502室',
    id_no_sealed: services.vault.seal('329802197104054321'),
    education: '大专',
  });
  await plantMember(db, {
    cardNo: '00399',
    name: '高建国',
    party_post: '组织委员',
    leader_rank: 2,
    education: '高中',
  });
  await plantMember(db, {
    cardNo: '00100',
    name: '沈一鸣',
    orgCode: OTHER_BRANCH,
    birth_date: '1990-11-25',
    is_hardship: true,
    attendance: '从不参加',
  });
  await plantMember(db, {
    cardNo: '00101',
    name: '赵一',
    orgCode: OTHER_BRANCH,
    birth_date: '1990-11-24',
    join_date: '1949-09-30',
    education: '函授',
  });
  general = await server.loginAs('shenyanglu');
  branch = await server.loginAs('shuiduxincun');
});

const list = async (visitor: Visitor, query = '') =>
  (await visitor.get<RosterPage>(`/api/members?${query}`)).body;
const names = async (query: string) => (await list(general, query)).items.map(({ name }) => name);

describe('The roster', () => {
  it('has each branch’s leaders first, then card numbers, page by page', async () => {
    // when
    const first = await list(general, 'limit=2');
    const second = await list(general, `limit=2&cursor=${first.nextCursor}`);
    const third = await list(general, `limit=2&cursor=${second.nextCursor}`);

    // then
    expect([first.total, third.nextCursor]).toEqual([6, null]);
    expect([...first.items, ...second.items, ...third.items].map(({ name }) => name)).toEqual([
      '孙玉梅',
      '高建国',
      '王秀兰',
      '周明',
      '沈一鸣',
      '赵一',
    ]);
    expect(first.items[0]).toMatchObject({
      isLeader: true,
      partyPost: '支部书记',
      orgName: '水渡新村网格支部',
      phoneMasked: '199****1203',
      age: 56,
      warnings: [],
    });
  });

  it('is narrowed down by what is chosen, all of it together', async () => {
    expect(await names(`org=${OTHER_BRANCH}`)).toEqual(['沈一鸣', '赵一']);
    expect(await names('ageTo=35')).toEqual(['沈一鸣']);
    expect(await names(`ageFrom=36&org=${OTHER_BRANCH}`)).toEqual(['赵一']);
    expect(await names('kind=预备')).toEqual(['周明']);
    expect(await names('sex=女')).toEqual(['王秀兰', '周明']);
    expect(await names('education=大专,高中')).toEqual(['孙玉梅', '高建国']);
    expect(await names(`education=其他&org=${OTHER_BRANCH}`)).toEqual(['沈一鸣', '赵一']);
    expect(await names('hardship=yes&attendance=从不参加&ageTo=35')).toEqual(['沈一鸣']);
    expect(await names('hardship=yes&attendance=经常参加')).toEqual([]);
    expect(await names('pre1949=yes')).toEqual(['赵一']);
    expect((await list(general, 'hardship=no')).total).toBe(5);
  });

  it('is searched by name, pinyin, initials, card, number and the end of the phone', async () => {
    for (const words of ['孙玉', 'sunyu', 'SYM', '400', '00400', `${BRANCH}00400`, '1203']) {
      expect(await names(`q=${encodeURIComponent(words)}`)).toEqual(['孙玉梅']);
    }
    expect(await names('q=%25')).toEqual([]);
  });

  it('turns the line red while an application is overdue, and no longer', async () => {
    // given
    const resolve = await warnMember(server.database.db, people.member, GENERAL);

    // when
    const red = await list(branch);

    // then
    expect(red.warned).toBe(1);
    expect(red.items.find(({ name }) => name === '王秀兰')!.warnings).toMatchObject([
      { text: '测试 · 入户核查超期 3 个工作日 · 沈阳路社区党委' },
    ]);
    expect(await names('warning=yes')).toEqual(['王秀兰']);

    // when
    await resolve();

    // then
    expect((await list(branch)).warned).toBe(0);
    expect(await names('warning=yes')).toEqual([]);
  });

  it('does not tell a unit of the overdue report that is kept from it', async () => {
    // given
    const resolve = await warnMember(server.database.db, people.member, GENERAL, { hiddenFrom: [BRANCH] });

    // then
    expect((await list(branch)).warned).toBe(0);
    expect((await list(general)).warned).toBe(1);
    await resolve();
  });

  it('never leaves the own subtree', async () => {
    expect((await list(branch)).total).toBe(4);
    expect((await list(branch, `org=${OTHER_BRANCH}`)).total).toBe(0);
    const member = await server.loginAsMember(people.member.memberId);
    expect((await list(member)).items.map(({ name }) => name)).toEqual(['王秀兰']);
  });

  it('goes to Excel as filtered and masked, with an audit line', async () => {
    // when
    const response = await general.fetch(`/api/members/export?org=${BRANCH}&q=孙`);

    // then
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const sheet = workbook.getWorksheet('党员名册')!;
    expect(sheet.rowCount).toBe(2);
    const line = (sheet.getRow(2).values as unknown[]).join('|');
    expect(line).toContain('孙玉梅');
    expect(line).toContain('199****1203');
    const audit = await server.database
      .db('audit_log')
      .where({ action: 'export', resource: 'member' })
      .first();
    expect(audit).toMatchObject({
      actor: 'account:shenyanglu',
      detail: { rows: 1, filter: { org: BRANCH } },
    });
    expect(JSON.stringify(audit)).not.toContain('孙');
  });
});

describe('The sheet of a member', () => {
  const find = (visitor: Visitor, id: string) => visitor.get<MemberDetail>(`/api/members/${id}`);

  it('shows all fields, the personal ones masked', async () => {
    // when
    const { body } = await find(branch, leaderId);

    // then
    const field = (key: string) => body.fields.find((one) => one.key === key)?.value;
    expect(field('memberNo')).toBe(`${BRANCH}00400`);
    expect(field('idNo')).toBe('329802********1234');
    expect(field('phone')).toBe('199****1203');
    expect(field('address')).not.toContain('502');
    expect(JSON.stringify(body)).not.toContain('19900001203');
  });

  it('tells the member’s cases and what cases have changed', async () => {
    // given
    const { db } = server.database;
    await db('member_change').insert({
      member_id: people.member.memberId,
      field: 'isHardship',
      old_value: 'false',
      new_value: 'true',
      effective_on: '2026-11-20',
      basis: 'KN-2026-000001',
      changed_by: 'system',
      changed_at: '2026-11-20T01:00:00Z',
    });

    // when
    const { body } = await find(branch, people.member.memberId);

    // then
    expect(body.cases.length).toBeGreaterThan(0);
    expect(body.changes).toMatchObject([
      { field: '是否困难', from: '否', to: '是', basis: 'KN-2026-000001' },
    ]);
  });

  it('is the member’s own, and nobody’s beside or above that may not', async () => {
    const member = await server.loginAsMember(people.member.memberId);
    expect((await find(member, people.member.memberId)).status).toBe(200);
    expect((await find(member, leaderId)).status).toBe(404);
    expect((await find(await server.loginAs('shenyanglu1'), leaderId)).status).toBe(404);
    expect((await find(branch, '999')).status).toBe(404);
  });
});

describe('A masked value', () => {
  const reveal = (visitor: Visitor, body: unknown, id = leaderId) =>
    visitor.post(`/api/members/${id}/reveal`, body);

  it('is shown for a reason, which goes on record without the value', async () => {
    // when
    const shown = await reveal(branch, { field: 'idNo', reason: '核对转正材料' });

    // then
    expect(shown.body).toEqual({ value: '329802197104054321' });
    const line = await server.database
      .db('audit_log')
      .where({ action: 'reveal', resource_id: leaderId })
      .first();
    expect(line).toMatchObject({
      actor: 'account:shuiduxincun',
      detail: { field: 'idNo', reason: '核对转正材料' },
    });
    expect(JSON.stringify(line)).not.toContain('329802197104054321');
  });

  it('is not shown without a reason, to a member, or outside the subtree', async () => {
    const member = await server.loginAsMember(people.member.memberId);
    const asked = { field: 'phone', reason: '联系本人' };
    expect((await reveal(branch, { field: 'phone', reason: ' ' })).status).toBe(422);
    expect((await reveal(member, asked, people.member.memberId)).status).toBe(403);
    expect((await reveal(await server.loginAs('shenyanglu1'), asked)).status).toBe(404);
    expect(await server.database.db('audit_log').where({ action: 'reveal' })).toHaveLength(1);
  });
});
