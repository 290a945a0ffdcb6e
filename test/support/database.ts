import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openDatabase, type Database } from '../../engine/store/database.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Knex;
  readonly pool: pg.Pool;
}

/** Gives the test file a migrated database of its own; it goes when the file is done. Read its fields inside tests. */
export function useDatabase(): TestDatabase {
  let url: string;
  let database: Database;
  beforeAll(async () => {
    url = await cloneTemplate(inject('templateUrl'));
    database = openDatabase(url, 20);
  });
  afterAll(async () => {
    await database.close();
    await dropDatabase(url);
  });
  return {
    get url() {
      return url;
    },
    get db() {
      return database.db;
    },
    get pool() {
      return database.pool;
    },
  };
}

/** @returns connection string of a fresh copy of the template */
export async function cloneTemplate(templateUrl: string): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const template = new URL(templateUrl).pathname.slice(1);
  // Nobody is connected to the template, so PostgreSQL copies its files.
  await asAdministrator(templateUrl, `create database ${name} template ${template}`);
  return withDatabase(templateUrl, name);
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await asAdministrator(url, `drop database if exists ${name} with (force)`);
}

async function asAdministrator(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
