import { once } from 'node:events';
import { Engine, type BpmnEngineOptions, type Execution } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import type { Pool } from 'pg';
import { measure } from '../measure.ts';
import { plainBpmn, UNIT } from '../process.ts';

/**
 * The same process on bpmn-engine, made durable the way its documentation has it: the state is saved at the wait state,
 * and recovered to go on. The service task writes the same row as ours.
 */
export async function benchBpmnEngine(pool: Pool, clients: number, seconds: number): Promise<number> {
  await pool.query(
    'create table if not exists bench_state (id bigserial primary key, state jsonb not null, ended boolean)',
  );
  // parsed once, as a careful user of it would
  const moddleContext = await (new BpmnModdle({}) as Moddle).fromXML(plainBpmn, 'bpmn:Definitions');
  const { perSecond } = await measure(clients, seconds, () => runInstance(pool, moddleContext));
  return perSecond;
}

async function runInstance(pool: Pool, moddleContext: ModdleContext): Promise<void> {
  const id = await startAndSave(pool, moddleContext);
  await recoverAndComplete(pool, id);
}

async function startAndSave(pool: Pool, moddleContext: ModdleContext): Promise<string> {
  const engine = new Engine({ name: 'bench', moddleContext, services: servicesOf(pool), extensions });
  const waiting = once(engine, 'activity.wait').catch(() => undefined);
  const execution = await engine.execute();
  if (execution.getPostponed().length === 0) await waiting;
  await execution.stop();
  const { rows } = await pool.query<{ id: string }>(
    'insert into bench_state (state) values ($1) returning id',
    [JSON.stringify(await engine.getState())],
  );
  return rows[0]!.id;
}

async function recoverAndComplete(pool: Pool, id: string): Promise<void> {
  const { rows } = await pool.query<{ state: object }>('select state from bench_state where id = $1', [id]);
  const engine = new Engine({ name: 'bench' }).recover(rows[0]!.state, {
    services: servicesOf(pool),
    extensions,
  });
  const ended = engine.waitFor('end');
  const execution: Execution = await engine.resume();
  execution.signal({ id: 'decide', granted: true });
  await ended;
  await pool.query('update bench_state set state = $2, ended = true where id = $1', [
    id,
    JSON.stringify(await engine.getState()),
  ]);
}

type ModdleContext = BpmnEngineOptions['moddleContext'];

interface Moddle {
  fromXML(xml: string, type: string): Promise<ModdleContext>;
}

/** Keeps what a task gave, for the conditions behind it. */
const extensions: BpmnEngineOptions['extensions'] = {
  saveOutput: (activity) => ({
    activate: () =>
      (activity as unknown as Listening).on('end', ({ id, content, environment }) => {
        environment.output[id] = content.output;
      }),
    deactivate: () => undefined,
  }),
};

interface Listening {
  on(event: 'end', listener: (api: ElementApi) => void): void;
}

interface ElementApi {
  id: string;
  content: { output: unknown };
  environment: { output: Record<string, unknown> };
}

function servicesOf(pool: Pool) {
  return {
    tell(_: unknown, done: (error: Error | null) => void) {
      pool
        .query('insert into notification (org_code, title, body, created_at) values ($1, $2, $3, now())', [
          UNIT,
          'Granted',
          'By the bench',
        ])
        .then(() => done(null), done);
    },
  };
}
