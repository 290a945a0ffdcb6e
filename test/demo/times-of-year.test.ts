import { describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { loadDemo } from '../../engine/demo/load-demo.ts';
import { useDatabase } from '../support/database.ts';
import { createTestServices } from '../support/services.ts';

describe.each([
  ['after Spring Festival', '2026-02-25T08:05:00+08:00'],
  ['after the National Day holidays', '2026-10-09T23:50:00+08:00'],
  ['on a Sunday', '2026-05-10T12:00:00+08:00'],
  ['at New Year', '2027-01-01T00:01:00+08:00'],
  ['at the end of a short month', '2027-02-28T09:00:00+08:00'],
])('The demo district, loaded %s', (_, now) => {
  const database = useDatabase();

  it('has red and open work and no incident', async () => {
    // given
    const services = await createTestServices(database);
    services.clock.pin(now);
    await deployFolder(services, { processes: 'processes', forms: 'forms' });

    // when
    await loadDemo(services, () => undefined);

    // then
    const { db } = database;
    expect(await db('incident').whereNull('resolved_at')).toEqual([]);
    expect((await db('red_warning').whereNull('resolved_at')).length).toBeGreaterThan(5);
    const late = await db('user_task')
      .where('state', 'created')
      .where('due_at', '<', now)
      .distinct('process_id');
    expect(late).toHaveLength(4);
    expect(await db('history_event').where('at', '>', now)).toEqual([]);
  }, 60_000);
});
