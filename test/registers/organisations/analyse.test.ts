import { beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import type { MemberFilter } from '../../../engine/registers/members/filter-sql.ts';
import { listMembers } from '../../../engine/registers/members/list-members.ts';
import { analyseOrganisation } from '../../../engine/registers/organisations/analyse.ts';
import { memberQuery } from '../../../engine/http/resources/members/schemas.ts';
import { useDatabase } from '../../support/database.ts';
import { importFixture } from '../../support/roster.ts';
import { createTestServices, type TestServices } from '../../support/services.ts';
import { expectedDistrict } from '../imports/statistics.ts';

const COMMITTEE = '水渡口街道党工委';
const database = useDatabase();
let services: TestServices;
let expected: Figures;
let code: string;

interface Figures {
  members: number;
  probationary: number;
  women: number;
  age35OrLess: number;
  collegeOrAbove: number;
  joinedBefore1949: number;
  hardship: number;
  attendance: Record<string, number>;
  ageBands: Record<string, number>;
  filters: Record<string, number>;
}

beforeAll(async () => {
  services = await createTestServices(database);
  await importFixture(services, 'organisations', '党组织.xlsx');
  await importFixture(services, 'members', `党员名册/${COMMITTEE}党员名册.xlsx`);
  const district = await expectedDistrict();
  expected = district.members.cleanFiles[COMMITTEE] as Figures;
  code = district.organisations.codes[COMMITTEE]!;
});

const total = async (filter: MemberFilter) =>
  (await listMembers(services, systemActor, { ...filter, org: code, limit: 1 })).total;

describe('The analysis of a committee of the sample district', () => {
  it('comes to the expected figures', async () => {
    // when
    const analysis = await analyseOrganisation(services, systemActor, code);

    // then
    expect(analysis).toMatchObject({
      members: expected.members,
      organisations: { total: 57, committees: 8, generalBranches: 1, branches: 48 },
    });
    expect(analysis.shares.map(({ count }) => count)).toEqual([
      expected.probationary,
      expected.women,
      expected.age35OrLess,
      expected.collegeOrAbove,
      expected.joinedBefore1949,
      expected.hardship,
    ]);
    const slices = (title: string) =>
      analysis.pies.find((pie) => pie.title === title)!.slices.map(({ count }) => count);
    expect(slices('年龄')).toEqual(Object.values(expected.ageBands));
    expect(slices('参加组织生活')).toEqual(Object.values(expected.attendance));
  });

  it('opens with every number the list of just so many members', async () => {
    const { shares, pies } = await analyseOrganisation(services, systemActor, code);
    for (const { label, count, filter } of [...shares, ...pies.flatMap(({ slices }) => slices)]) {
      const { total } = await listMembers(services, systemActor, memberQuery.parse({ ...filter, limit: 1 }));
      expect([label, total]).toEqual([label, count]);
    }
  });

  it('is told apart further by filters together', async () => {
    expect(expected.filters).toEqual({
      'women, 35 or less, 大专以上': await total({ sex: '女', ageTo: 35, education: '研究生,本科,大专' }),
      '困难 and 从不参加': await total({ hardship: 'yes', attendance: '从不参加' }),
      'over 80 and 经常参加': await total({ ageFrom: 81, attendance: '经常参加' }),
    });
  });
});
