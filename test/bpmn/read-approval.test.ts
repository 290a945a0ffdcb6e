import { describe, expect, it } from 'vitest';
import { readBpmn } from '../../engine/bpmn/read.ts';
import type { RoundPlace } from '../../engine/core/trigger.ts';
import { play, type Play } from '../support/play.ts';
import { process } from '../support/process.ts';

const base = {
  approvers: '= approvers',
  approvedWhen: '= result = "同意"',
};
const approving = (properties: Record<string, string>) =>
  process('p')
    .start()
    .userTask('vote', { properties: { ...base, ...properties } })
    .userTask('after')
    .end();

async function asked(approvers: string[], properties: Record<string, string>): Promise<Play> {
  return (await play(approving(properties))).start({ approvers });
}
/** The approver's task is done with this result. */
function say(game: Play, approver: string, result: string): Play {
  const task = game.openTasks().find(({ variables }) => variables.approver === approver)!;
  return game.trigger({ type: 'userTaskCompleted', userTaskKey: task.userTaskKey, variables: { result } });
}
const waiting = (game: Play) => game.openTasks().map(({ variables }) => variables.approver);

describe('several approvers', () => {
  it('all have to agree (会签)', async () => {
    const game = await asked(['甲', '乙'], { approval: 'all' });
    expect(waiting(game)).toEqual(['甲', '乙']);
    say(game, '乙', '同意');
    expect(waiting(game)).toEqual(['甲']);
    say(game, '甲', '同意');
    expect(game.openTask('after').variables).toEqual({
      approvers: ['甲', '乙'],
      approved: true,
      approvals: [
        { approver: '甲', approved: true, opinion: null },
        { approver: '乙', approved: true, opinion: null },
      ],
    });
  });

  it('the first who does not agree ends it', async () => {
    const game = await asked(['甲', '乙', '丙'], { approval: 'all' });
    say(game, '乙', '不同意');
    expect(game.openTask('after').variables).toMatchObject({ approved: false });
    expect(game.tasks()).toEqual(['after']);
  });

  it('one is enough (或签), unless none agrees', async () => {
    const one = await asked(['甲', '乙'], { approval: 'any' });
    expect(say(one, '乙', '同意').openTask('after').variables).toMatchObject({ approved: true });
    const none = await asked(['甲', '乙'], { approval: 'any' });
    say(none, '甲', '不同意');
    expect(none.tasks()).toEqual(['vote']);
    expect(say(none, '乙', '不同意').openTask('after').variables).toMatchObject({ approved: false });
  });

  it('one after the other (依次审批)', async () => {
    const game = await asked(['甲', '乙', '丙'], { approval: 'sequence' });
    expect(waiting(game)).toEqual(['甲']);
    say(game, '甲', '同意');
    expect(waiting(game)).toEqual(['乙']);
    expect(say(game, '乙', '不同意').openTask('after').variables).toMatchObject({ approved: false });
  });

  it('a share of them (比例通过), decided as soon as it can be', async () => {
    const properties = { approval: 'ratio', approvalRatio: '0.6' };
    const yes = await asked(['甲', '乙', '丙', '丁', '戊'], properties);
    say(say(say(yes, '甲', '同意'), '乙', '不同意'), '丙', '同意');
    expect(yes.tasks()).toEqual(['vote', 'vote']);
    expect(say(yes, '丁', '同意').openTask('after').variables).toMatchObject({ approved: true });
    const no = await asked(['甲', '乙', '丙', '丁', '戊'], properties);
    say(say(no, '甲', '不同意'), '乙', '不同意');
    expect(no.tasks()).toHaveLength(3);
    expect(say(no, '丙', '不同意').openTask('after').variables).toMatchObject({ approved: false });
  });

  it('the same one is asked once', async () => {
    expect(waiting(await asked(['甲', '乙', '甲'], { approval: 'all' }))).toEqual(['甲', '乙']);
  });

  it('nobody to ask: the case stops, or decides by itself, or asks another unit', async () => {
    const stopped = await asked([], { approval: 'all' });
    expect(stopped.incidents()).toMatchObject([{ elementId: 'vote', code: 'not_a_list' }]);
    const passed = await asked([], { approval: 'all', noApprovers: 'pass' });
    expect(passed.openTask('after').variables).toMatchObject({ approved: true });
    const refused = await asked([], { approval: 'any', noApprovers: 'reject' });
    expect(refused.openTask('after').variables).toMatchObject({ approved: false });
    expect(waiting(await asked([], { approval: 'all', noApprovers: 'district' }))).toEqual(['district']);
  });

  it('each is worked by the unit that is asked', async () => {
    const game = await asked(['committee'], { approval: 'all' });
    expect(game.openTask('vote').properties.unit).toBe('form:approver');
  });

  it('is refused when something is missing', async () => {
    const wrong: Record<string, string>[] = [
      { approval: 'some' },
      { approval: 'all', approvers: '甲' },
      { approval: 'ratio', approvalRatio: '2' },
    ];
    for (const properties of wrong) {
      const { findings } = await readBpmn(approving(properties).xml());
      expect(findings.map(({ code }) => code)).toEqual(['approval_incomplete']);
    }
  });
});

describe('an approver more', () => {
  const keyOf = (game: Play, approver: string) =>
    game.openTasks().find(({ variables }) => variables.approver === approver)!.elementInstanceKey;
  const add = (game: Play, by: string, item: string, place: RoundPlace) =>
    game.trigger({ type: 'roundAdded', by: '01', elementInstanceKey: keyOf(game, by), item, place });

  it('decides beside the others', async () => {
    const game = await asked(['甲', '乙'], { approval: 'all' });
    expect(waiting(add(game, '甲', '丙', 'beside'))).toEqual(['甲', '乙', '丙']);
    say(say(game, '甲', '同意'), '乙', '同意');
    expect(game.tasks()).toEqual(['vote']);
    expect(say(game, '丙', '同意').openTask('after').variables).toMatchObject({ approved: true });
  });

  it('decides before the one who asks for it', async () => {
    const game = await asked(['甲', '乙'], { approval: 'all' });
    expect(waiting(add(game, '甲', '丙', 'before'))).toEqual(['乙', '丙']);
    say(game, '丙', '同意');
    expect(waiting(game)).toEqual(['乙', '甲']);
    say(say(game, '乙', '同意'), '甲', '同意');
    expect(game.openTask('after').variables).toMatchObject({ approved: true });
  });

  it('comes next, or first, where they follow each other', async () => {
    const game = await asked(['甲', '乙'], { approval: 'sequence' });
    add(game, '甲', '丙', 'beside');
    expect(waiting(say(game, '甲', '同意'))).toEqual(['丙']);
    expect(waiting(add(game, '丙', '丁', 'before'))).toEqual(['丁']);
    expect(waiting(say(game, '丁', '同意'))).toEqual(['丙']);
    say(say(game, '丙', '同意'), '乙', '同意');
    expect(game.openTask('after').variables).toMatchObject({ approved: true });
  });

  it('decides after the one who asks for it', async () => {
    const game = await asked(['甲', '乙'], { approval: 'all' });
    expect(waiting(add(game, '甲', '丙', 'after'))).toEqual(['甲', '乙']);
    const again = { elementInstanceKey: keyOf(game, '甲'), item: '丁', place: 'after' } as const;
    expect(game.attempt({ type: 'roundAdded', by: '01', ...again })).toMatchObject({
      code: 'follower_there',
    });
    expect(waiting(say(game, '甲', '同意'))).toEqual(['乙', '丙']);
    say(game, '乙', '同意');
    expect(say(game, '丙', '同意').openTask('after').variables).toMatchObject({ approved: true });
    const inLine = await asked(['甲', '乙'], { approval: 'sequence' });
    add(inLine, '甲', '丙', 'after');
    expect(waiting(say(inLine, '甲', '同意'))).toEqual(['丙']);
  });

  it('may be taken away again, but not the last one', async () => {
    const remove = (game: Play, approver: string) =>
      game.attempt({ type: 'roundRemoved', elementInstanceKey: keyOf(game, approver) });
    const game = await asked(['甲', '乙', '丙'], { approval: 'all' });
    say(game, '甲', '同意');
    expect(remove(game, '乙')).toBeNull();
    expect(waiting(game)).toEqual(['丙']);
    expect(remove(game, '丙')).toBeNull();
    expect(game.openTask('after').variables).toMatchObject({ approved: true });
    const alone = await asked(['甲'], { approval: 'all' });
    expect(remove(alone, '甲')).toMatchObject({ code: 'last_round' });
    const inLine = await asked(['甲', '乙'], { approval: 'sequence' });
    expect(remove(inLine, '甲')).toBeNull();
    expect(waiting(inLine)).toEqual(['乙']);
  });

  it('whoever waits for one that is taken away goes on', async () => {
    const game = await asked(['甲', '乙'], { approval: 'all' });
    add(game, '甲', '丙', 'before');
    game.trigger({ type: 'roundRemoved', elementInstanceKey: keyOf(game, '丙') });
    expect(waiting(game)).toEqual(['乙', '甲']);
  });

  it('is only for what has rounds', async () => {
    const game = (await play(process('p').start().userTask('a').end())).start();
    const { elementInstanceKey } = game.openTask('a');
    expect(game.attempt({ type: 'roundRemoved', elementInstanceKey })).toMatchObject({
      code: 'not_repeated',
    });
  });
});
