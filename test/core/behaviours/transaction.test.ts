import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const booking = () =>
  process('p')
    .start()
    .transaction('t', (inside) =>
      inside
        .start('s')
        .parallel('both')
        .userTask('pay')
        .undo('refund', 'pay')
        .exclusive('ok')
        .when('= good')
        .end('fine')
        .from('ok')
        .otherwise()
        .endWith('off', { cancel: true })
        .from('both')
        .userTask('beside')
        .undo('noBeside', 'beside')
        .end('e'),
    )
    .userTask('after')
    .end()
    .on('cancelled', 't', { cancel: true })
    .userTask('sorry')
    .end('x');

test('it completes like any sub-process', async () => {
  const game = (await play(booking())).start({ good: true }).complete('pay').complete('beside');
  expect(game.tasks()).toEqual(['after']);
});

test('cancelled, it ends what runs, undoes what has completed, and leaves by its cancel event', async () => {
  const game = (await play(booking())).start({ good: false }).complete('pay');
  expect(game.tasks()).toEqual(['refund']);
  expect(game.terminated()).toContain('beside');
  expect(game.complete('refund').tasks()).toEqual(['sorry']);
  expect(game.complete('sorry').instance.state).toBe('completed');
});

test('with nothing to undo it leaves at once', async () => {
  const game = await play(
    process('p')
      .start()
      .transaction('t', (inside) => inside.start('s').endWith('off', { cancel: true }))
      .end()
      .on('cancelled', 't', { cancel: true })
      .userTask('sorry')
      .end('x'),
  );
  expect(game.start().tasks()).toEqual(['sorry']);
});

test('what was done in a completed one can be undone later', async () => {
  const game = await play(
    process('p')
      .start()
      .transaction('t', (inside) => inside.start('s').userTask('pay').undo('refund', 'pay').end('e'))
      .endWith('undo', { compensate: 't' }),
  );
  game.start().complete('pay');
  expect(game.tasks()).toEqual(['refund']);
});
