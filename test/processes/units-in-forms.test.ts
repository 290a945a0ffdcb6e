import { beforeAll, expect, it } from 'vitest';
import { readUnitOptions } from '../../engine/forms/unit-options.ts';
import { readTask } from '../../engine/registers/tasks/read-task.ts';
import { readDossier } from '../../engine/registers/cases/dossier.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, COMMITTEE, DISTRICT, GENERAL } from '../support/district.ts';
import { useServiceDesk } from './service-desk.ts';

const database = useDatabase();
const desk = useServiceDesk(database);
let lists: Record<string, unknown>;

const schema = {
  components: [
    { type: 'select', key: 'a', valuesKey: 'communityUnits' },
    { type: 'select', key: 'b', valuesKey: 'lineageUnits' },
  ],
};

beforeAll(async () => {
  lists = await readUnitOptions(database.pool, schema, { orgCode: BRANCH });
});

it('offers the communities and committees of the district, told apart by their superiors', () => {
  expect(lists.communityUnits).toEqual([
    { value: COMMITTEE, label: '水渡口街道党工委' },
    { value: GENERAL, label: '沈阳路社区党委（水渡口街道党工委）' },
  ]);
});

it('offers the line of the applicant', () => {
  const values = (lists.lineageUnits as { value: string }[]).map(({ value }) => value);
  expect(values).toEqual([DISTRICT, COMMITTEE, GENERAL, BRANCH]);
});

it('reads nothing for a form that offers no units', async () => {
  expect(await readUnitOptions(database.pool, { components: [] }, { orgCode: BRANCH })).toEqual({});
});

it('lets a task choose a unit, refuses one that is not offered, and files its name', async () => {
  // given
  const member = await desk.member();
  const one = await desk.apply('opinion', member, {
    kind: '咨询',
    title: '组织关系',
    content: '组织关系转移需要哪些材料？',
  });
  const { district } = desk.people;
  const { key } = await one.task('t_accept');

  // when
  const opened = await readTask(desk.services, district, key);
  const faults = await one.faults('t_accept', district, {
    acceptResult: 'accept',
    kind: '咨询',
    handleOrg: BRANCH,
    handleOwner: '王敏',
  });
  await one.work('t_accept', district, {
    acceptResult: 'accept',
    kind: '咨询',
    handleOrg: GENERAL,
    handleOwner: '王敏',
  });

  // then
  expect(opened.data.communityUnits).toHaveLength(2);
  expect(faults).toEqual({ handleOrg: '请从列出的选项中选择。' });
  const { id } = await one.file();
  const { forms } = await readDossier(database.db, id, false);
  const accepted = forms.find(({ name }) => name === '受理并指定责任单位')!;
  expect(accepted.fields).toContainEqual({
    key: 'handleOrg',
    label: '指定责任单位',
    text: '沈阳路社区党委（水渡口街道党工委）',
  });
});
