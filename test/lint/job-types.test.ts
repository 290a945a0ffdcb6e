import { expect, test } from 'vitest';
import { unknownJobTypes, type OutsideJobs } from '../../engine/lint/job-types.ts';
import { modelOf } from '../support/play.ts';
import { process } from '../support/process.ts';

const listener =
  '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="log" /></zeebe:executionListeners>';

async function unknown(jobType: string, externalJobs = '', outside?: OutsideJobs) {
  const drawing = process('p', externalJobs === '' ? {} : { properties: { externalJobs } })
    .start()
    .serviceTask('s', jobType)
    .end();
  return unknownJobTypes(await modelOf(drawing), ['notify', 'warn'], outside);
}

test('the engine does its own job types; others must be listed as done outside', async () => {
  expect(await unknown('notify')).toEqual([]);
  expect(await unknown('pay')).toMatchObject([{ elementId: 's', code: 'job_type_unknown' }]);
  expect(await unknown('pay', 'ship，pay')).toEqual([]);
  expect(await unknown('=which')).toEqual([]);
});

test('listeners are asked alike', async () => {
  const drawing = process('p').start().userTask('a', { extensions: listener }).end();
  expect(unknownJobTypes(await modelOf(drawing), ['notify'])).toMatchObject([{ elementId: 'a' }]);
});

test('a program that brings its workers need not list them, but a misspelt type of the engine is still found', async () => {
  expect(await unknown('pay', '', 'any')).toEqual([]);
  const [finding] = await unknown('notifi', '', 'any');
  expect(finding!.message).toContain('是不是“notify”');
  expect(await unknown('notifi', 'notifi', 'any')).toEqual([]);
});
