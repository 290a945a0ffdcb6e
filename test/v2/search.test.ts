import { beforeAll, describe, expect, it } from 'vitest';
import { clientOf, CURSORS, now, useEngineApi, type ApiClient } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

/** Keys in the order they were started; the numbers of the variable `n` from 0. */
const keys: string[] = [];
let client: ApiClient;

beforeAll(async () => {
  client = clientOf(api.url, api.account, CURSORS);
  await api.deploy(
    process('even', { name: '偶数 100%' }).start().userTask('a').end(),
    process('odd', { name: '奇数_x' }).start().userTask('b').end(),
    process('short').start().end(),
  );
  for (let n = 0; n < 23; n += 1) {
    const { processInstanceKey } = await api.client.createProcessInstance({
      processDefinitionId: n % 2 === 0 ? 'even' : 'odd',
      variables: { n, name: `第 ${n} 件`, list: [n] },
      tags: n % 5 === 0 ? ['five', 'all'] : ['all'],
    } as never);
    keys.push(processInstanceKey);
  }
  for (const index of [3, 8]) await api.client.cancelProcessInstance({ processInstanceKey: keys[index]! });
  await api.client.createProcessInstance({ processDefinitionId: 'short' });
});

const search = (query: object) => client.searchProcessInstances(query as never, now);
const numbers = async (filter: object) =>
  (await search({ filter, page: { limit: 100 } })).items
    .map(({ processInstanceKey }) => keys.indexOf(processInstanceKey))
    .filter((index) => index >= 0)
    .sort((a, b) => a - b);

describe('a filter', () => {
  it.each<[string, object, number[]]>([
    ['a word', { state: 'TERMINATED' }, [3, 8]],
    ['one of some words', { state: { $in: ['TERMINATED'] } }, [3, 8]],
    ['not a word', { state: { $neq: 'ACTIVE' } }, [3, 8]],
    ['none of some words', { state: { $notIn: ['ACTIVE', 'COMPLETED'] } }, [3, 8]],
    ['a word like', { state: { $like: 'TERM*' } }, [3, 8]],
    ['all of several', { state: 'TERMINATED', processDefinitionId: 'odd' }, [3]],
    ['a text like', { processDefinitionName: { $like: '偶*100\\*' } }, []],
    [
      'with signs that mean something to others',
      { processDefinitionName: { $like: '*数_?' }, state: 'TERMINATED' },
      [3],
    ],
    [
      'that there is none',
      { endDate: { $exists: true }, processDefinitionId: { $in: ['odd', 'even'] } },
      [3, 8],
    ],
    [
      'alternatives',
      {
        $or: [
          { state: 'TERMINATED', processDefinitionId: 'even' },
          { tags: ['five'], processDefinitionId: 'odd' },
        ],
      },
      [5, 8, 15],
    ],
    ['tags', { tags: ['five', 'all'] }, [0, 5, 10, 15, 20]],
    ['variables', { variables: [{ name: 'n', value: '7' }] }, [7]],
    ['variables that are texts, as JSON', { variables: [{ name: 'name', value: '"第 12 件"' }] }, [12]],
    ['variables like', { variables: [{ name: 'name', value: { $like: '*第 2*' } }] }, [2, 20, 21, 22]],
    [
      'several variables',
      {
        variables: [
          { name: 'n', value: { $in: ['1', '2'] } },
          { name: 'list', value: '[2]' },
        ],
      },
      [2],
    ],
    ['elements', { elementId: 'b', elementInstanceState: 'TERMINATED' }, [3]],
    ['nothing that matches', { processDefinitionId: { $in: [] } }, []],
  ])('takes %s', async (_, filter, expected) => {
    expect(await numbers(filter)).toEqual(expected);
  });

  it('takes keys and moments, compared', async () => {
    expect(await numbers({ processInstanceKey: keys[4]! })).toEqual([4]);
    expect(await numbers({ processInstanceKey: { $in: [keys[4]!, keys[9]!] } })).toEqual([4, 9]);
    const { startDate } = (await search({ filter: { processInstanceKey: keys[20]! } })).items[0]!;
    expect(await numbers({ startDate: { $gte: startDate } })).toEqual([20, 21, 22]);
    expect(await numbers({ startDate: { $lt: startDate }, tags: ['five'] })).toEqual([0, 5, 10, 15]);
    expect(await numbers({ startDate: { $gt: startDate, $lte: startDate } })).toEqual([]);
  });
});

/** All pages, one after the other. */
async function pages(query: object, limit: number): Promise<string[][]> {
  const all: string[][] = [];
  for (let after: string | undefined; all.length < 50;) {
    const { items, page } = await search({ ...query, page: { limit, ...(after ? { after } : {}) } });
    if (items.length === 0) return all;
    all.push(items.map(({ processInstanceKey }) => processInstanceKey));
    after = page.endCursor;
  }
  throw new Error('Expected the pages to end, but they do not.');
}

describe('a page', () => {
  const own = { filter: { processDefinitionId: { $in: ['odd', 'even'] } } };

  it('follows the one before by its cursor, each row once', async () => {
    const all = await pages(own, 5);
    expect(all.map((page) => page.length)).toEqual([5, 5, 5, 5, 3]);
    expect(all.flat()).toEqual(keys);
  });

  it.each<[string, object[]]>([
    ['a name, downwards', [{ field: 'processDefinitionName', order: 'DESC' }]],
    ['what is often empty', [{ field: 'endDate' }, { field: 'startDate', order: 'DESC' }]],
    ['what is often empty, downwards', [{ field: 'endDate', order: 'DESC' }]],
    ['a version tag nobody has', [{ field: 'processDefinitionVersionTag' }, { field: 'state' }]],
    ['the key, downwards', [{ field: 'processInstanceKey', order: 'DESC' }]],
  ])('follows in the order of %s, forwards and back', async (_, sort) => {
    // given
    const whole = (await search({ ...own, sort, page: { limit: 100 } })).items.map(
      ({ processInstanceKey }) => processInstanceKey,
    );
    expect(whole).toHaveLength(23);

    // then
    expect((await pages({ ...own, sort }, 4)).flat()).toEqual(whole);
    const back: string[] = [];
    let before = (await search({ ...own, sort, page: { from: 22, limit: 1 } })).page.startCursor;
    while (back.length < 50) {
      const { items, page } = await search({ ...own, sort, page: { limit: 4, before } });
      if (items.length === 0) break;
      back.unshift(...items.map(({ processInstanceKey }) => processInstanceKey));
      before = page.startCursor;
    }
    expect([...back, whole.at(-1)]).toEqual(whole);
  });

  it('is not shaken by what comes in between', async () => {
    const { page } = await search({ ...own, page: { limit: 10 } });
    await api.client.createProcessInstance({ processDefinitionId: 'short' });
    await api.client.cancelProcessInstance({ processInstanceKey: keys[0]! });
    const next = await search({ ...own, page: { limit: 10, after: page.endCursor } });
    expect(next.items.map(({ processInstanceKey }) => processInstanceKey)).toEqual(keys.slice(10, 20));
  });

  it('may be counted off, and says how many there are', async () => {
    const { items, page } = await search({ ...own, page: { from: 20, limit: 10 } });
    expect(items.map(({ processInstanceKey }) => processInstanceKey)).toEqual(keys.slice(20));
    expect(page).toMatchObject({ totalItems: 23n, hasMoreTotalItems: false });
  });

  it('of another order’s cursor is refused', async () => {
    const { page } = await search({ ...own, page: { limit: 1 } });
    await expect(
      search({ ...own, sort: [{ field: 'state' }], page: { after: page.endCursor } }),
    ).rejects.toMatchObject({ status: 400 });
  });

  it('of nothing has no cursors', async () => {
    const { items, page } = await search({ filter: { processDefinitionId: 'ghost' } });
    expect(items).toEqual([]);
    expect(page).toEqual({ totalItems: 0n, hasMoreTotalItems: false });
  });

  it('has a cursor short enough for clients, however long what is ordered by', async () => {
    const long = { text: '长'.repeat(3_000), other: '"\\'.repeat(3_000) };
    await api.client.createProcessInstance({ processDefinitionId: 'even', variables: long } as never);
    const query = (page: object) =>
      client.searchVariables(
        { filter: { name: { $in: ['text', 'other'] } }, sort: [{ field: 'value' }], page } as never,
        now,
      );
    const first = await query({ limit: 1 });
    const second = await query({ limit: 1, after: first.page.endCursor });
    expect(first.items[0]!.name).not.toBe(second.items[0]!.name);
  });
});

describe('the count', () => {
  it('stops at ten thousand, and says so', async () => {
    await api.node.services.pool.query(
      `insert into element_instance (key, instance_key, element_id, element_type, state, started_at)
       select 900000000 + n, $1, 'many', 'task', 'completed', now() from generate_series(1, 10005) n`,
      [keys[0]],
    );
    const { page } = await api.client.searchElementInstances(
      { filter: { elementId: 'many' }, page: { limit: 1 } } as never,
      now,
    );
    expect(page).toMatchObject({ totalItems: 10_000n, hasMoreTotalItems: true });
  });
});
