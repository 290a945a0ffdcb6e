import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { loadDemo } from '../../engine/demo/load-demo.ts';
import { People } from '../../engine/demo/people.ts';
import { countInbox } from '../../engine/registers/inbox/count-inbox.ts';
import { demoLogins } from '../../engine/registers/sessions/demo-logins.ts';
import { useDatabase } from '../support/database.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
let people: People;
const steps: string[] = [];

beforeAll(async () => {
  services = await createTestServices(database);
  await deployFolder(services, { processes: 'processes', forms: 'forms' });
  await loadDemo(services, (step) => void steps.push(step));
  people = await People.read(services);
}, 120_000);

const count = async (table: string, where: Record<string, unknown> | string) => {
  const query = database.db(table).count<{ count: string }[]>('* as count');
  const [row] = await (typeof where === 'string' ? query.whereRaw(where) : query.where(where));
  return Number(row!.count);
};

describe('The demo district', () => {
  it('has work waiting at every level, some of it red', async () => {
    for (const username of ['district', 'shuidukou', 'shenyanglu', 'shuiduxincun']) {
      const counters = await countInbox(services, people.account(username));
      expect(counters.views.todo, username).toBeGreaterThan(2);
      expect(counters.views.overdue, username).toBeGreaterThan(0);
    }
    expect(await count('red_warning', 'resolved_at is null')).toBeGreaterThan(5);
    expect(await count('user_task', "state = 'created' and escalation_level > 0")).toBeGreaterThan(3);
    expect(await count('red_warning', 'resolved_at is not null')).toBeGreaterThan(0);
  });

  it('has cases of every service, under way and closed in every way', async () => {
    const rows = await database
      .db('case_file')
      .select('process_id', 'status', 'outcome')
      .count<{ process_id: string; status: string; outcome: string | null }[]>('* as count')
      .groupBy('process_id', 'status', 'outcome');
    for (const processId of ['hardship_aid', 'probation_full', 'talk_request', 'opinion']) {
      const own = rows.filter(({ process_id }) => process_id === processId);
      expect(
        own.some(({ status }) => status === 'closed'),
        processId,
      ).toBe(true);
      expect(
        own.some(({ status }) => status !== 'closed'),
        processId,
      ).toBe(true);
    }
    const outcomes = new Set(rows.map(({ outcome }) => outcome));
    expect([...outcomes]).toEqual(expect.arrayContaining(['done', 'rejected', 'refused', 'withdrawn']));
    const waiting = await count('task_candidate', "kind = 'member'");
    expect(waiting).toBeGreaterThan(2);
  });

  it('has no incident, and no message left to send', async () => {
    expect(await count('incident', 'resolved_at is null')).toBe(0);
    expect(await count('outbox', { state: 'waiting' })).toBe(0);
    expect(await count('case_document', 'true')).toBeGreaterThan(10);
    expect(await count('notification', 'member_id is not null')).toBeGreaterThan(20);
  });

  it('lets one in as it says', async () => {
    const logins = await demoLogins(services);
    expect(logins.filter(({ kind }) => kind === 'account').map(({ name }) => name)).toEqual([
      'district',
      'shuidukou',
      'shenyanglu',
      'shuiduxincun',
      'designer',
      'sysadmin',
    ]);
    const members = logins.filter(({ kind }) => kind === 'member');
    expect(members.map(({ name }) => name)).toEqual(['王秀兰', '周明', '孙玉梅']);
    const [first] = await database.db('member').where('name', '王秀兰');
    expect(first).toMatchObject({ card_no: '00231', org_code: '01010101', status: '在册' });
    expect(first.id_no_masked).toMatch(/^329802\*{8}/);
  });

  it('says what it is doing', () => {
    expect(steps.length).toBeGreaterThan(3);
  });
});
