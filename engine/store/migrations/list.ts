import type { Knex } from 'knex';
import * as engine from './0001_engine.ts';
import * as district from './0002_district.ts';
import * as cases from './0003_cases.ts';
import * as decisions from './0004_decisions.ts';
import * as signals from './0005_signals.ts';
import * as jobs from './0006_jobs.ts';
import * as migration from './0007_migrations.ts';
import * as laterSteps from './0008_later_steps.ts';
import * as delegation from './0009_delegation.ts';
import * as historyByStep from './0010_history_by_step.ts';
import * as filing from './0011_filing.ts';
import * as calledInstances from './0012_called_instances.ts';
import * as openTasks from './0013_open_tasks.ts';
import * as toldSessions from './0014_told_sessions.ts';

/** All migrations, oldest first. A released one is never changed; a change is a new file here. */
export const migrations: { name: string; up: (knex: Knex) => Promise<void>; down: () => Promise<void> }[] = [
  { name: '0001_engine', ...engine },
  { name: '0002_district', ...district },
  { name: '0003_cases', ...cases },
  { name: '0004_decisions', ...decisions },
  { name: '0005_signals', ...signals },
  { name: '0006_jobs', ...jobs },
  { name: '0007_migrations', ...migration },
  { name: '0008_later_steps', ...laterSteps },
  { name: '0009_delegation', ...delegation },
  { name: '0010_history_by_step', ...historyByStep },
  { name: '0011_filing', ...filing },
  { name: '0012_called_instances', ...calledInstances },
  { name: '0013_open_tasks', ...openTasks },
  { name: '0014_told_sessions', ...toldSessions },
];
