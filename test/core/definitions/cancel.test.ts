import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { process } from '../../support/process.ts';

test('it belongs in and on a transaction', async () => {
  const codes = async (drawing: ReturnType<typeof process>) =>
    (await readBpmn(drawing.xml())).findings.map(({ elementId, code }) => [elementId, code]);
  expect(await codes(process('p').start().endWith('e', { cancel: true }))).toEqual([
    ['e', 'cancel_outside_transaction'],
  ]);
  const onTask = process('p').start().userTask('a').end().on('b', 'a', { cancel: true }).end('x');
  expect(await codes(onTask)).toEqual([['b', 'cancel_outside_transaction']]);
  const uncaught = process('p')
    .start()
    .transaction('t', (inside) => inside.start('s').endWith('e', { cancel: true }))
    .end();
  expect(await codes(uncaught)).toEqual([['e', 'cancel_not_caught']]);
});
