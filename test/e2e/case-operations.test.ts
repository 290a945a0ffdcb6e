import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { MemberActor } from '../../engine/policy/actor.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { process } from '../support/process.ts';

// The district manages cases: it suspends, moves, corrects and ends them; a unit chooses what is done next.

const office = useOffice();

/** Stops at the gateway until `way` is said; then the branch chooses what is done. */
const drawn = process('visiting', {
  name: '走访帮扶',
  properties: { serviceCode: 'ZF', milestones: '申请=start;受理=t_accept;帮扶=ah;办结=end' },
})
  .start('start', { name: '申请', extensions: '<zeebe:formDefinition formId="aid-start" />' })
  .userTask('t_accept', { name: '支部受理', form: 'aid-accept', properties: { term: '3WD' } })
  .exclusive('gw_way')
  .when('=way = "visit"')
  .adHoc(
    'ah',
    (inside) =>
      inside.userTask('v_home', { name: '入户走访' }).from(null).userTask('v_meet', { name: '开座谈会' }),
    { name: '帮扶措施', until: '= enough = true' },
  )
  .end('end', { name: '已走访' })
  .from('gw_way')
  .when('=way = "none"')
  .end('end_none', { name: '不用走访' });

beforeAll(async () => {
  await deploy(office.services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'visiting.bpmn', xml: drawn.xml() }],
    forms: aidForms,
  });
});

/** A case of 王秀兰, whose branch is 水渡新村网格支部. */
async function openCase(): Promise<{ number: string; taskKey: string }> {
  const member = await office.services
    .db('member as m')
    .join('organisation as o', 'o.code', 'm.org_code')
    .where('m.name', '王秀兰')
    .first('m.id', 'm.org_code', 'o.name');
  const actor: MemberActor = {
    kind: 'member',
    id: `member:${member.id}`,
    memberId: member.id,
    displayName: '王秀兰',
    orgCode: member.org_code,
    orgName: member.name,
    level: 4,
    roles: ['member'],
  };
  const { caseNumber, instanceKey } = await startCase(office.services, actor, {
    processId: 'visiting',
    data: { amount: 1800 },
  });
  const task = await office.services.db('user_task').where({ instance_key: instanceKey }).first('key');
  return { number: caseNumber, taskKey: task.key as string };
}

async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: '更多', exact: true }).click();
  await page.getByRole('group', { name: '更多' }).getByRole('button', { name: item, exact: true }).click();
}

/** Answers the question that is asked. */
async function answer(page: Page, words: string, button: string): Promise<void> {
  const question = page.locator('dialog.ask');
  await question.getByRole('textbox').fill(words);
  await question.getByRole('button', { name: button, exact: true }).click();
}

const clickStep = (page: Page, id: string) =>
  page
    .locator(`.djs-shape[data-element-id="${id}"] > .djs-hit`)
    .first()
    .click({ position: { x: 20, y: 60 } });
const openTaskNames = async (number: string) =>
  office.services
    .db('user_task as t')
    .join('case_file as c', 'c.id', 't.case_id')
    .where({ 'c.number': number, 't.state': 'created' })
    .orderBy('t.key')
    .pluck('t.name');

describe('The district', () => {
  it('suspends a case: everybody reads why, the unit cannot work it; then it goes on', async () => {
    // given
    const { number, taskKey } = await openCase();
    const page = await office.account('district', `/cases/${number}`);
    const unit = await office.account('shuiduxincun', `/inbox/${taskKey}`);
    await unit.getByRole('button', { name: '领取', exact: true }).waitFor();

    // when
    await openMenu(page, '挂起');
    await answer(page, '等民政部门答复', '挂起');

    // then: the open screen of the unit follows by itself
    await page.getByText('已挂起：等民政部门答复').waitFor();
    await page.getByText(/江晓岚.*挂起。任务现在不能办理/).waitFor();
    await keepPicture(page, '8-case-suspended');
    await unit.getByText('这件事已挂起，现在不能办理；恢复以后再接着办。').waitFor();
    expect(await unit.getByRole('button', { name: '领取', exact: true }).count()).toBe(0);
    await unit.locator('main .line', { hasText: '已挂起' }).first().waitFor();
    await keepPicture(unit, '8-inbox-suspended');
    const phone = await office.account('shuiduxincun', `/inbox/${taskKey}`, PHONE);
    await phone.getByText('已挂起：等民政部门答复').waitFor();
    await keepPicture(phone, '8-inbox-suspended-phone');
    const member = await office.member('王秀兰', PHONE);
    await member.goto(new URL(`/m/cases/${number}`, office.url).href);
    await member.getByText('这件事暂停办理（原因：等民政部门答复）').waitFor();
    await keepPicture(member, '8-member-suspended-phone');

    // when
    await openMenu(page, '恢复办理');
    await answer(page, '', '恢复办理');

    // then
    await page.getByText('已挂起：等民政部门答复').waitFor({ state: 'detached' });
    await unit.getByRole('button', { name: '领取', exact: true }).waitFor();
  });

  it('moves a case in the diagram, after reading what will come of it, and mends what then stops it', async () => {
    // given
    const { number } = await openCase();
    const page = await office.account('district', `/cases/${number}`);
    await openMenu(page, '调整办理位置');
    const dialog = page.getByRole('dialog', { name: '调整办理位置' });
    await dialog.getByText('当前环节', { exact: true }).waitFor();

    // when: a step that cannot go on from there
    await clickStep(page, 't_accept');
    await dialog.getByRole('combobox', { name: '再选一步开始' }).selectOption('gw_way');

    // then: it is told before anything happens
    await dialog.getByText(/^结束“支部受理”（水渡新村网格支部），不用再办/).waitFor();
    await dialog.getByText(/会停住：流程里的表达式算不出结果|会停住：没有一个条件成立/).waitFor();
    expect(await dialog.getByRole('button', { name: '调整', exact: true }).isDisabled()).toBe(true);
    await keepPicture(page, '8-move');
    expect(await openTaskNames(number)).toEqual(['支部受理']);

    // when
    await dialog.getByLabel(/^调整原因/).fill('支部已口头受理');
    await dialog.getByRole('button', { name: '调整', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    // then: the incident is beside the diagram
    await page.getByRole('button', { name: '重试' }).waitFor();
    await openMenu(page, '调整办理位置');
    await dialog.getByText('▲ 故障').waitFor();
    await keepPicture(page, '8-move-incident');
    await dialog.getByRole('button', { name: '关闭' }).click();

    // when: the missing word is put right
    await openMenu(page, '更正流程变量');
    const variables = page.getByRole('dialog', { name: '更正流程变量' });
    await variables.getByRole('button', { name: '新增变量' }).click();
    await variables.getByRole('textbox', { name: '新变量的名称' }).fill('way');
    await variables.getByRole('textbox', { name: '新变量的值' }).fill('visit');
    await keepPicture(page, '8-variables');
    await variables.getByRole('button', { name: '保存' }).click();
    await answer(page, '支部说要走访', '更正');
    await variables.getByRole('row', { name: /way.*visit/ }).waitFor();
    await variables.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '重试' }).click();

    // then
    await page.getByRole('button', { name: '启动事项' }).waitFor();
    await page.getByRole('tab', { name: '经过' }).click();
    await page.getByText('结束“支部受理”，从“gw_way”开始。原因：支部已口头受理').waitFor();
    await page.getByText('way：支部说要走访').waitFor();
  });

  it('terminates a case for good', async () => {
    // given
    const { number } = await openCase();
    const page = await office.account('district', `/cases/${number}`);

    // when
    await openMenu(page, '终止');
    await page.getByText('终止后不能恢复').waitFor();
    await keepPicture(page, '8-terminate');
    await answer(page, '重复申请', '终止办件');

    // then
    await page.locator('.tag', { hasText: '已终止' }).waitFor();
    expect(await page.getByRole('button', { name: '更多', exact: true }).count()).toBe(0);
    expect(await openTaskNames(number)).toEqual([]);
  });

  it('finds all of it on a phone as well', async () => {
    // given
    const { number } = await openCase();
    const phone = await office.account('district', `/cases/${number}`, PHONE);

    // when
    await openMenu(phone, '调整办理位置');
    const dialog = phone.getByRole('dialog', { name: '调整办理位置' });
    await dialog.getByText('当前环节', { exact: true }).waitFor();
    await dialog.getByRole('checkbox', { name: /支部受理/ }).check();
    await dialog.getByText('没有步骤在办了，整件事随之终止，不能恢复。').waitFor();

    // then
    await keepPicture(phone, '8-move-phone');
    const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await dialog.getByRole('button', { name: '关闭' }).click();
    await openMenu(phone, '更正流程变量');
    await phone.getByRole('row', { name: /amount/ }).waitFor();
    await keepPicture(phone, '8-variables-phone');
  });
});

describe('The responsible unit', () => {
  it('chooses what is done next, by name, and gets the tasks', async () => {
    // given
    const { number, taskKey } = await openCase();
    const { db } = office.services;
    await db.raw(
      `update process_instance set data = jsonb_set(data, array['elements', key::text, 'variables', 'way'], '"visit"')
        where business_key = ?`,
      [number],
    );
    const page = await office.account('shuiduxincun', '/cases');
    const done = await page.request.post(new URL(`/api/tasks/${taskKey}/complete`, office.url).href, {
      data: { data: { acceptResult: 'accept' } },
    });
    expect(done.status()).toBe(200);
    await page.goto(new URL(`/cases/${number}`, office.url).href);

    // when
    await page.getByText('下一步事项由您选择').waitFor();
    await keepPicture(page, '8-choices-waiting');
    await page.getByRole('button', { name: '启动事项' }).click();
    const dialog = page.getByRole('dialog', { name: '启动事项' });
    await dialog.getByLabel('入户走访').check();
    await dialog.getByLabel('开座谈会').check();
    await keepPicture(page, '8-choices');
    await dialog.getByRole('button', { name: '启动 2 件' }).click();

    // then
    await page.getByText('已启动“入户走访”、“开座谈会”。').waitFor();
    expect((await openTaskNames(number)).toSorted()).toEqual(['入户走访', '开座谈会']);
    // it works the case and does not manage it
    await page.getByRole('button', { name: '更多', exact: true }).click();
    const offered = page.getByRole('group', { name: '更多' }).getByRole('button');
    expect((await offered.allTextContents()).map((words) => words.trim())).toEqual(['启动事项']);
  });
});
