import { Pool } from 'pg';
import { measure } from '../measure.ts';
import { plainBpmn, UNIT } from '../process.ts';

// Child process. bpmn-server's own data store speaks to MongoDB; this one keeps the same documents in PostgreSQL, an
// instance a row, written when the engine saves and read when it goes on.

const [url, clients, seconds] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: 16 });
const packageName = 'bpmn-server';
const peer = (await import(packageName)) as Peer;

await pool.query(
  'create table if not exists bench_document (id text primary key, data jsonb not null, ended boolean)',
);
const source = plainBpmn
  .replace('next(null, environment.output.decide.granted);', 'this.data.granted')
  .replace('${environment.services.tell}', 'tell');
interface Instance {
  id: string;
  saved?: Date;
  endedAt: Date | null;
  items: { id: string; elementId: string; instanceId?: string; status: string }[];
}

const store = {
  /** Two never work on one instance here: nothing needs to be locked. */
  locker: { lock: () => Promise.resolve(true), release: () => Promise.resolve() },
  async saveInstance(instance: Instance) {
    instance.saved ??= new Date();
    await pool.query(
      `insert into bench_document (id, data, ended) values ($1, $2, $3)
       on conflict (id) do update set data = excluded.data, ended = excluded.ended`,
      [instance.id, JSON.stringify(instance), instance.endedAt !== null],
    );
  },
  async findInstance({ id }: { id: string }): Promise<Instance> {
    const { rows } = await pool.query<{ data: Instance }>('select data from bench_document where id = $1', [
      id,
    ]);
    return rows[0]!.data;
  },
  async findItems({ instanceId, elementId }: { instanceId: string; elementId: string }) {
    const { items } = await store.findInstance({ id: instanceId });
    return items.filter((item) => item.elementId === elementId).map((item) => ({ ...item, instanceId }));
  },
};

const logger = new peer.Logger({ toConsole: false });
const server = new peer.BPMNServer(
  {
    logger,
    database: {},
    timers: { forceTimersDelay: 1000, precision: 3000 },
    cacheManager: (own: object) => new peer.NoCacheManager(own),
    scriptHandler: () => new peer.ScriptHandler(),
    appDelegate: delegate,
    definitions: () => ({ getSource: () => source, getSVG: () => null }),
    dataStore: () => store,
  },
  logger,
  { cron: false },
);

const { perSecond } = await measure(Number(clients), Number(seconds), async () => {
  const { instance } = await server.engine.start('bench', {});
  await server.engine.invoke({ instanceId: instance.id, elementId: 'decide' }, { granted: true });
});
const { rows } = await pool.query<{ open: number; told: number }>(
  `select count(*) filter (where not ended)::int as open,
          (select count(*)::int from notification where body = 'By bpmn-server') as told from bench_document`,
);
if (rows[0]!.open > 0 || rows[0]!.told === 0) {
  throw new Error(`Expected every instance to end and to tell, but: ${JSON.stringify(rows[0])}`);
}
process.send!(perSecond, () => process.exit());

/** The service task writes the same row as ours. */
function delegate(own: object): object {
  const one = new peer.DefaultAppDelegate(own);
  const services = {
    tell: () =>
      pool.query('insert into notification (org_code, title, body, created_at) values ($1, $2, $3, now())', [
        UNIT,
        'Granted',
        'By bpmn-server',
      ]),
  };
  return Object.assign(one, { getServicesProvider: () => Promise.resolve(services) });
}

interface Peer {
  BPMNServer: new (
    configuration: object,
    logger: object,
    options: object,
  ) => {
    engine: {
      start(name: string, data: object): Promise<{ instance: { id: string } }>;
      invoke(query: object, data: object): Promise<unknown>;
    };
  };
  Logger: new (options: object) => object;
  NoCacheManager: new (server: object) => object;
  ScriptHandler: new () => object;
  DefaultAppDelegate: new (server: object) => object;
}
