import type { TestProject } from 'vitest/node';
import { boot } from '../../engine/boot.ts';
import { buildUi } from '../../engine/boot/build-ui.ts';
import { readConfig } from '../../engine/config.ts';
import { PinnedClock } from '../../engine/store/clock.ts';
import { cloneTemplate } from './database.ts';
import { OFFICE_TIME, officeSettings } from './office-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with the demo district as it is on a Tuesday morning; browser tests clone it. */
    demoUrl: string;
  }
}

/** Builds the screens and loads the demo district once for all browser tests. */
export default async function setup(project: TestProject): Promise<void> {
  await buildUi(() => undefined);
  const demoUrl = await cloneTemplate(project.getProvidedContext().templateUrl);
  const config = readConfig(officeSettings({ DATABASE_URL: demoUrl, WORKERS: 'off' }));
  const node = await boot(config, { ui: 'none', clock: new PinnedClock(OFFICE_TIME) });
  await node.close();
  project.provide('demoUrl', demoUrl);
}
