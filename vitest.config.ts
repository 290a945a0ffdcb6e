import { defineConfig } from 'vitest/config';

const temporaryFolder = 'test/support/temporary-folder.setup.ts';

/**
 * Three projects: `unit` touches neither database nor browser; `database` runs on the embedded PostgreSQL, each file on
 * a clone of one migrated template; `browser` drives Chromium against a started server.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: [temporaryFolder],
          include: [
            'test/{core,bpmn,dmn,forms,lint,policy,architecture,config,admin-ui}/**/*.test.ts',
            'test/random/{,found/}*.test.ts',
            'test/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'database',
          include: [
            'test/{store,commands,registers,workers,http,v2,effects,documents,channels,processes,issues,demo}/**/*.test.ts',
            'test/random/database/**/*.test.ts',
          ],
          globalSetup: [temporaryFolder, 'test/support/postgres.setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [
            temporaryFolder,
            'test/support/chromium.setup.ts',
            'test/support/postgres.setup.ts',
            'test/support/office.setup.ts',
          ],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
