import { beforeAll, describe, expect, it } from 'vitest';
import type { Analysis, Organisation, TreeNode } from '../../engine/http/resources/organisations/schemas.ts';
import { routes } from '../../engine/http/resources/organisations/routes.ts';
import {
  BRANCH,
  COMMITTEE,
  DISTRICT,
  GENERAL,
  OTHER_BRANCH,
  plantDistrict,
  type District,
} from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { plantMember } from '../support/members.ts';
import { warnMember } from '../support/warnings.ts';

const server = useServer({ routes });
let people: District;
let district: Visitor;
let committee: Visitor;
let branch: Visitor;

beforeAll(async () => {
  const { db } = server.database;
  people = await plantDistrict(db);
  await plantMember(db, { cardNo: '00300', orgCode: OTHER_BRANCH, party_post: '支部书记', leader_rank: 1 });
  await plantMember(db, {
    cardNo: '00301',
    orgCode: OTHER_BRANCH,
    education: '本科',
    birth_date: '1990-11-25',
  });
  await plantMember(db, {
    cardNo: '00302',
    orgCode: OTHER_BRANCH,
    education: '高中',
    birth_date: '1990-11-24',
  });
  await plantMember(db, {
    cardNo: '00303',
    orgCode: OTHER_BRANCH,
    join_date: '1949-09-30',
    birth_date: '1928-01-01',
  });
  district = await server.loginAs('district');
  committee = await server.loginAs('shuidukou');
  branch = await server.loginAs('shuiduxincun');
});

const tree = async (visitor: Visitor, query = '') =>
  (await visitor.get<{ items: TreeNode[] }>(`/api/organisations/tree${query}`)).body.items;

describe('The organisation tree', () => {
  it('begins with what is the actor’s own and opens level by level, with members of the whole subtree', async () => {
    expect(await tree(district)).toMatchObject([
      { code: DISTRICT, hasChildren: true, members: 6, warnings: 0 },
    ]);
    expect(await tree(committee)).toMatchObject([{ code: COMMITTEE, name: '水渡口街道党工委', level: 2 }]);
    expect(await tree(district, `?parent=${GENERAL}`)).toMatchObject([
      { code: BRANCH, type: '党支部', hasChildren: false, members: 2 },
      { code: OTHER_BRANCH, hasChildren: false, members: 4 },
    ]);
  });

  it('does not open for a lower level what lies above or beside it', async () => {
    expect(await tree(branch)).toMatchObject([{ code: BRANCH }]);
    expect((await branch.get(`/api/organisations/tree?parent=${DISTRICT}`)).status).toBe(404);
    expect((await committee.get(`/api/organisations/tree?parent=${DISTRICT}`)).status).toBe(404);
    const member = await server.loginAsMember(people.member.memberId);
    expect(await tree(member)).toMatchObject([{ code: BRANCH }]);
  });

  it('is searched by words and by code, within the own subtree', async () => {
    expect((await tree(district, '?q=网格')).map(({ code }) => code)).toEqual([BRANCH, OTHER_BRANCH]);
    expect((await tree(district, '?q=0102030')).map(({ code }) => code)).toEqual([
      GENERAL,
      BRANCH,
      OTHER_BRANCH,
    ]);
    expect(await tree(branch, '?q=沈阳路')).toEqual([]);
    expect(await tree(district, '?q=%25')).toEqual([]);
  });

  it('marks open warnings of applications on every line above the applicant', async () => {
    // given
    const resolve = await warnMember(server.database.db, people.member, GENERAL);

    // then
    expect((await tree(district))[0]!.warnings).toBe(1);
    expect((await tree(district, `?parent=${GENERAL}`)).map(({ warnings }) => warnings)).toEqual([1, 0]);

    // when
    await resolve();

    // then
    expect((await tree(district))[0]!.warnings).toBe(0);
  });
});

describe('The analysis of a subtree', () => {
  it('counts ages on today’s date and gives every number the filter of its list', async () => {
    // when
    const { body } = await district.get<Analysis>(`/api/organisations/${GENERAL}/analysis`);

    // then
    expect(body).toMatchObject({
      name: '沈阳路社区党委',
      members: 6,
      organisations: { total: 3, committees: 1, generalBranches: 0, branches: 2 },
    });
    const share = Object.fromEntries(body.shares.map((one) => [one.key, [one.count, one.percent]]));
    expect(share).toEqual({
      probationary: [1, '16.7'],
      women: [2, '33.3'],
      young: [1, '16.7'],
      college: [1, '16.7'],
      pre1949: [1, '16.7'],
      hardship: [0, '0.0'],
    });
    expect(body.shares.find(({ key }) => key === 'young')!.filter).toEqual({ org: GENERAL, ageTo: '35' });
    expect(body.pies.map(({ title }) => title)).toEqual(['年龄', '学历', '参加组织生活', '性别']);
    for (const title of ['年龄', '学历', '性别']) {
      const slices = body.pies.find((pie) => pie.title === title)!.slices;
      expect(slices.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    }
  });

  it('counts the organisations its lists hold', async () => {
    const { organisations } = (await district.get<Analysis>(`/api/organisations/${DISTRICT}/analysis`)).body;
    const listed = async (kind: string) =>
      (await district.get<{ items: TreeNode[] }>(`/api/organisations/tree?kind=${kind}`)).body.items.length;
    expect({
      total: await listed('all'),
      committees: await listed('committee'),
      generalBranches: await listed('general'),
      branches: await listed('branch'),
    }).toEqual(organisations);
  });

  it('is for those who may read the members, and for no others', async () => {
    expect((await branch.get(`/api/organisations/${BRANCH}/analysis`)).status).toBe(200);
    expect((await branch.get(`/api/organisations/${OTHER_BRANCH}/analysis`)).status).toBe(404);
    expect((await branch.get(`/api/organisations/${DISTRICT}/analysis`)).status).toBe(404);
    const member = await server.loginAsMember(people.member.memberId);
    expect((await member.get(`/api/organisations/${BRANCH}/analysis`)).status).toBe(404);
  });
});

describe('The sheet of an organisation', () => {
  const sheetOf = async (visitor: Visitor, code: string) =>
    (await visitor.get<Organisation>(`/api/organisations/${code}`)).body;
  const asBody = ({
    name,
    head,
    phone,
    address,
    foundedOn,
    unit,
    qqGroup,
    reviewStartsOn,
    reviewEndsOn,
    premises,
    revision,
  }: Organisation) => ({
    name,
    head,
    phone,
    address,
    foundedOn,
    unit,
    qqGroup,
    reviewStartsOn,
    reviewEndsOn,
    premises,
    revision,
  });

  it('shows path and leaders; superiors are read, only the own is changed', async () => {
    expect(await sheetOf(district, OTHER_BRANCH)).toMatchObject({
      path: '清河区委 / 水渡口街道党工委 / 沈阳路社区党委 / 沈阳路网格支部',
      leaders: [{ name: '党员00300', post: '支部书记' }],
      editable: true,
    });
    expect(await sheetOf(branch, GENERAL)).toMatchObject({ editable: false });
    expect((await branch.get(`/api/organisations/${OTHER_BRANCH}`)).status).toBe(404);
    expect(
      (await branch.put(`/api/organisations/${GENERAL}`, asBody(await sheetOf(branch, GENERAL)))).status,
    ).toBe(403);
  });

  it('is changed with an audit line that tells old and new', async () => {
    // given
    const sheet = await sheetOf(branch, BRANCH);

    // when
    const changed = await branch.put<Organisation>(`/api/organisations/${BRANCH}`, {
      ...asBody(sheet),
      head: '孙玉梅',
      qqGroup: '0012345',
    });

    // then
    expect(changed.body).toMatchObject({ head: '孙玉梅', qqGroup: '0012345', revision: sheet.revision + 1 });
    const line = await server.database
      .db('audit_log')
      .where({ action: 'update', resource_id: BRANCH })
      .first();
    expect(line).toMatchObject({
      actor: 'account:shuiduxincun',
      detail: { head: [null, '孙玉梅'], qqGroup: [null, '0012345'] },
    });
  });

  it('is not overwritten by who read an older one', async () => {
    // given
    const sheet = await sheetOf(branch, BRANCH);
    await branch.put(`/api/organisations/${BRANCH}`, { ...asBody(sheet), premises: '二楼活动室' });

    // when
    const late = await committee.put(`/api/organisations/${BRANCH}`, { ...asBody(sheet), premises: '一楼' });

    // then
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
    expect((await sheetOf(branch, BRANCH)).premises).toBe('二楼活动室');
  });

  it('refuses a name that is taken and days that cannot be', async () => {
    const sheet = asBody(await sheetOf(branch, BRANCH));
    const twin = await branch.put(`/api/organisations/${BRANCH}`, { ...sheet, name: '沈阳路网格支部' });
    expect([twin.status, twin.body]).toMatchObject([409, { fields: [{ field: 'name' }] }]);
    const days = await branch.put(`/api/organisations/${BRANCH}`, {
      ...sheet,
      foundedOn: '2026-11-25',
      reviewStartsOn: '2026-03-01',
      reviewEndsOn: '2026-02-01',
    });
    expect(days.status).toBe(422);
    expect(days.body.fields).toMatchObject([{ field: 'foundedOn' }, { field: 'reviewEndsOn' }]);
  });
});

describe('A new organisation', () => {
  const add = (visitor: Visitor, parentCode: string, name: string, type: string) =>
    visitor.post<Organisation>('/api/organisations', { parentCode, name, type });

  it('gets the next code of its level', async () => {
    expect((await add(committee, GENERAL, '新村第三支部', '党支部')).body).toMatchObject({
      code: '01020306',
      level: 4,
      parentCode: GENERAL,
    });
    expect((await add(committee, COMMITTEE, '机关党总支', '党总支')).body).toMatchObject({
      code: '01020400',
      level: 3,
    });
    expect((await add(committee, COMMITTEE, '机关直属支部', '党支部')).body).toMatchObject({
      code: '01020001',
      level: 4,
    });
    expect((await add(district, DISTRICT, '教育局党委', '党委')).body).toMatchObject({
      code: '01030000',
      level: 2,
      canApproveMember: true,
    });
    expect((await tree(committee, `?parent=${GENERAL}`)).at(-1)).toMatchObject({ code: '01020306' });
  });

  it('gets a code of its own when several are added at once', async () => {
    // when
    const made = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((name) => add(committee, '01020400', `${name}支部`, '党支部')),
    );

    // then
    expect(made.map(({ body }) => body.code).toSorted()).toEqual([
      '01020401',
      '01020402',
      '01020403',
      '01020404',
    ]);
  });

  it('is refused below a branch, with a name that is taken, and where the type does not belong', async () => {
    const refusals = [
      await add(district, BRANCH, '支部下的支部', '党支部'),
      await add(district, GENERAL, '总支下的党工委', '党工委'),
      await add(district, GENERAL, '水渡新村网格支部', '党支部'),
      await add(district, DISTRICT, '另一个区委', '区委'),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([422, 422, 409, 422]);
  });

  it('is refused when the level is full', async () => {
    // given
    await server.database.db('organisation').insert({
      code: '01020499',
      name: '第九十九支部',
      type: '党支部',
      level: 4,
      parent_code: '01020400',
    });

    // when
    const one = await add(district, '01020400', '第一百支部', '党支部');

    // then
    expect([one.status, (one.body as unknown as { code: string }).code]).toEqual([409, 'level_full']);
  });

  it('is added by superiors of the place only', async () => {
    expect((await add(branch, BRANCH, '不行', '党支部')).status).toBe(403);
    expect((await add(committee, DISTRICT, '越级党委', '党委')).status).toBeGreaterThanOrEqual(403);
  });
});

describe('Units to choose from', () => {
  const units = async (query: string) =>
    (await branch.get<{ items: { code: string; path: string }[] }>(`/api/units?${query}`)).body.items;

  it('are all of the district, told apart by their path', async () => {
    expect(await units('q=沈阳路社区')).toEqual([
      { code: GENERAL, name: '沈阳路社区党委', path: '清河区委 / 水渡口街道党工委 / 沈阳路社区党委' },
    ]);
    expect((await units(`within=${GENERAL}&level=3`)).map(({ code }) => code)).toEqual([GENERAL]);
    const member = await server.loginAsMember(people.member.memberId);
    expect((await member.get('/api/units')).status).toBe(403);
  });
});
