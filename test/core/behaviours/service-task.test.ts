import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = () =>
  process('p')
    .start()
    .serviceTask('tell', 'notify', {
      name: '通知申请人',
      inputs: { to: '= memberId', 'letter.title': '已受理' },
      outputs: { sentAt: '= at' },
      extensions: '<zeebe:taskHeaders><zeebe:header key="channel" value="sms" /></zeebe:taskHeaders>',
    })
    .boundaryError('refused', 'tell', 'NO_PHONE')
    .end('unreached')
    .from('tell')
    .end();

test('a service task makes a job with its headers and only its mapped input', async () => {
  const game = (await play(drawing())).start({ memberId: 7, secret: 'x' });
  expect(game.openJob('tell')).toMatchObject({
    jobType: 'notify',
    name: '通知申请人',
    retries: 3,
    headers: { channel: 'sms' },
    variables: { to: 7, letter: { title: '已受理' } },
  });
});

test('without mapping a job sees every variable', async () => {
  const game = (await play(process('p').start().serviceTask('a', 'warn').end())).start({ x: 1, y: { z: 2 } });
  expect(game.openJob('a').variables).toEqual({ x: 1, y: { z: 2 } });
});

test('the result of a job goes through the output mapping', async () => {
  const game = (await play(drawing())).start({ memberId: 7 }).finishJob('tell', { at: '10:00', noise: 1 });
  expect(game.variables()).toEqual({ memberId: 7, sentAt: '10:00' });
  expect(game.instance.state).toBe('completed');
});

test('a failed job is an incident, and a retry makes a new job', async () => {
  // given
  const game = (await play(drawing())).start({ memberId: 7 });
  const { jobKey } = game.openJob('tell');

  // when
  game.trigger({ type: 'jobFailed', jobKey, message: 'gateway down' });

  // then
  expect(game.incidents()).toEqual([{ elementId: 'tell', code: 'job_failed', message: 'gateway down' }]);
  expect(game.last).toMatchObject([{ type: 'incidentRaised', jobKey }]);

  // when
  game.resolve();

  // then
  const retried = game.last.find((event) => event.type === 'jobCreated')!;
  expect(retried).toMatchObject({ jobType: 'notify', variables: { to: 7 } });
  expect(game.attempt({ type: 'jobCompleted', jobKey, variables: {} })).toMatchObject({
    code: 'job_not_found',
  });
  expect(game.trigger({ type: 'jobCompleted', jobKey: retried.jobKey, variables: {} }).instance.state).toBe(
    'completed',
  );
});

test('an error thrown by the worker leaves by the boundary event that names it', async () => {
  // given
  const game = (await play(drawing())).start({ memberId: 7 });
  const { jobKey } = game.openJob('tell');

  // when
  game.trigger({
    type: 'jobErrorThrown',
    jobKey,
    errorCode: 'NO_PHONE',
    message: '',
    variables: { why: '无手机号' },
  });

  // then
  expect(game.completed()).toEqual(['start', 'refused', 'unreached', 'p']);
  expect(game.terminated()).toEqual(['tell']);
  expect(game.variables()).toEqual({ memberId: 7, why: '无手机号' });
});

test('the very job that failed may go on instead', async () => {
  const game = await play(process('p').start().serviceTask('tell', 'pay').end());
  game.start();
  const { jobKey } = game.openJob('tell');
  game.trigger({ type: 'jobFailed', jobKey, message: 'gateway down' });
  const incidentKey = Object.keys(game.instance.incidents)[0]!;
  game.trigger({ type: 'incidentResolved', incidentKey, jobGoesOn: true });
  expect(game.incidents()).toEqual([]);
  expect(game.openJobs().map((job) => job.jobKey)).toEqual([jobKey]);
  expect(game.finishJob('tell').instance.state).toBe('completed');
});

test('an error nobody catches is an incident, and a retry makes a new job', async () => {
  // given
  const game = (await play(drawing())).start({ memberId: 7 });
  const { jobKey } = game.openJob('tell');

  // when
  game.trigger({ type: 'jobErrorThrown', jobKey, errorCode: 'OTHER', message: '', variables: {} });

  // then
  expect(game.incidents()).toMatchObject([{ elementId: 'tell', code: 'error_not_caught' }]);
  game.resolve();
  expect(game.openJob('tell').jobKey).not.toBe(jobKey);
});

test('job type and retries may be computed', async () => {
  const definition = '<zeebe:taskDefinition type="= kind" retries="= 2 + 3" />';
  const game = await play(process('p').start().node('serviceTask', 'a', { extensions: definition }).end());
  expect(game.start({ kind: 'warn' }).openJob('a')).toMatchObject({ jobType: 'warn', retries: 5 });
});
