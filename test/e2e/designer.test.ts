import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// Story 7: the designer changes a running process, and who is responsible, without a programmer.

const office = useOffice();

const selfReview =
  '一年来认真参加组织生活，主动承担社区志愿服务，按时向支部汇报思想，愿意继续接受考察。'.repeat(6);

interface Point {
  x: number;
  y: number;
}

async function middle(page: Page, id: string): Promise<Point> {
  const shape = page.locator(`.djs-shape[data-element-id="${id}"] > .djs-visual`);
  const box = (await shape.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A point half-way along a sequence flow, on the screen. */
function halfWay(page: Page, id: string): Promise<Point> {
  const line = page.locator(`.djs-connection[data-element-id="${id}"] > .djs-visual > path`).first();
  return line.evaluate((element) => {
    const path = element as unknown as SVGPathElement;
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
    return { x, y };
  });
}

async function pick(page: Page, id: string): Promise<void> {
  const { x, y } = await middle(page, id);
  await page.mouse.click(x, y);
}

async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}

async function openProcess(): Promise<Page> {
  const page = await office.account('designer', '/studio');
  await page.getByText('预备党员转正').first().click();
  await page.locator('.djs-shape[data-element-id="t_accept"]').waitFor();
  await page.getByRole('button', { name: '✓ 检查' }).waitFor();
  return page;
}

function casesOf(name: string): Promise<{ version: number; state: string; key: string }[]> {
  return office.services
    .db('process_instance as i')
    .join('case_file as c', 'c.instance_key', 'i.key')
    .join('member as m', 'm.id', 'c.applicant_member_id')
    .where({ 'm.name': name, 'i.process_id': 'probation_full' })
    .orderBy('i.key')
    .select('i.version', 'i.state', 'i.key');
}

async function candidates(elementId: string): Promise<string[]> {
  const rows = await office.services
    .db('task_candidate as k')
    .join('user_task as t', 't.key', 'k.task_key')
    .where({ 't.element_id': elementId, 't.process_id': 'probation_full', 't.state': 'created' })
    .select('k.value');
  return rows.map(({ value }) => value);
}

describe('The designer', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openProcess();
  });

  it('is told of a term that cannot be read, at the step and in the list', async () => {
    // when
    await pick(page, 't_accept');
    const task = page.getByRole('region', { name: '任务' });
    await task.getByLabel('期限的单位').selectOption({ label: '其他写法' });
    await task.getByLabel('期限', { exact: true }).fill('三天');
    await task.getByLabel('期限', { exact: true }).press('Tab');

    // then
    await task.getByText('读不懂“三天”').waitFor();
    await page.locator('[data-container-id="t_accept"] .studio-problem.error').waitFor();
    expect(await page.getByRole('button', { name: /^发布第/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '▲ 检查：1 处错误' }).click();
    await page.getByRole('button', { name: /▲ 错误\s*支部受理/ }).waitFor();
    await keepPicture(page, '7-studio-broken-term');
  });

  it('puts a new task between two steps, and is told that it has no form yet', async () => {
    // given
    await page.getByRole('button', { name: '属性', exact: true }).click();
    await pick(page, 't_accept');
    await page.getByLabel('期限', { exact: true }).fill('5WD');
    await page.getByLabel('期限', { exact: true }).press('Tab');
    await page.getByText('存为 5WD').waitFor();

    // when
    const start = await middle(page, 'start');
    await drag(page, start, { x: start.x - 25, y: start.y + 150 });
    await page.locator('.djs-palette .entry[data-action="create.bpmn:UserTask"]').click();
    const flow = await halfWay(page, 'f_01');
    await page.mouse.move(flow.x + 40, flow.y + 10, { steps: 4 });
    await page.mouse.move(flow.x, flow.y, { steps: 8 });
    await page.mouse.click(flow.x, flow.y);
    await page.keyboard.type('党小组初核');
    await page.keyboard.press('Enter');

    // then
    await keepPicture(page, '7-studio-new-task');
    await page.getByText('检查中…').waitFor({ state: 'detached' });
    await page.locator('.studio-problem.warning').waitFor();
    await page.getByRole('button', { name: /(✓|▲) 检查/ }).click();
    await page
      .getByRole('button', { name: /党小组初核.*表单/s })
      .first()
      .click();
    await page.getByRole('button', { name: '属性', exact: true }).click();
    expect(await page.getByRole('region', { name: '任务' }).getByLabel('名称').inputValue()).toBe(
      '党小组初核',
    );
    await page.getByRole('button', { name: '新建表单' }).click();
    await page.locator('.fjs-editor-container').getByText('办理意见').first().waitFor();
    await keepPicture(page, '7-studio-new-form');
    await page.getByRole('button', { name: '流程图', exact: true }).click();
    await page.getByRole('button', { name: '✓ 检查' }).waitFor();
  });

  it('deploys the second version', async () => {
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    const question = page.getByRole('dialog');
    await question.getByText(/继续按第 1 版办完，新申请用第 2 版/).waitFor();
    await keepPicture(page, '7-studio-deploy');
    await question.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByText('第 2 版已发布').waitFor();
    await page.getByRole('button', { name: '版本', exact: true }).click();
    await page.getByText('新申请用这一版').waitFor();
    await keepPicture(page, '7-studio-versions');
  });

  it('looks at the first version by keys, and comes back', async () => {
    // when
    await page.getByRole('link', { name: '查看第 1 版' }).focus();
    await page.keyboard.press('Enter');

    // then
    await page.waitForURL(/\/versions\/1$/);
    await page.getByText('以前的版本').waitFor();
    await page.getByText(/\d+:\d+ · 系统发布$/).waitFor();
    await page.locator('.djs-shape[data-element-id="t_accept"]').waitFor();
    expect(await page.locator('.bjs-powered-by').isVisible()).toBe(true);
    expect(await page.locator('.djs-palette').count()).toBe(0);
    const forms = page.getByRole('region', { name: '表单' });
    await forms.getByText(/支部受理/).waitFor();
    await keepPicture(page, '7-studio-version');

    // when
    await page.getByLabel('版本', { exact: true }).selectOption({ label: '第 2 版' });
    await page.getByText(/ · 流程设计员发布$/).waitFor();
    await page.getByRole('link', { name: '‹ 返回流程' }).click();

    // then
    await page.getByRole('button', { name: '✓ 检查' }).waitFor();
  });

  it('finds the versions on a phone as well', async () => {
    const phone = await office.account('designer', '/studio/probation_full', PHONE);
    await phone.getByRole('link', { name: '各版本' }).click();
    await phone.getByLabel('版本', { exact: true }).selectOption({ label: '第 1 版' });
    await phone.getByText('以前的版本').waitFor();
    await phone.locator('.djs-shape[data-element-id="t_accept"]').waitFor();
    await phone
      .getByRole('region', { name: '表单' })
      .getByText(/支部受理/)
      .waitFor();
    const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await keepPicture(phone, '7-studio-version-phone');
  });
});

describe('After the second version', () => {
  it('finishes a running case on the first, and takes the second for a new one', async () => {
    // given
    const member = await office.member('董思远', PHONE);
    await member
      .getByRole('link', { name: /办理：/ })
      .first()
      .click();
    await member.getByRole('button', { name: '重新提交' }).click();
    await member.getByRole('heading', { name: '已提交' }).waitFor();

    // when
    const unit = await office.account('cuizhu', '/inbox?q=董思远');
    await unit.locator('.line', { hasText: '支部受理' }).first().click();
    await unit.getByRole('button', { name: '领取', exact: true }).click();
    await unit.getByText('不予受理', { exact: true }).filter({ visible: true }).last().click();
    await unit.getByLabel(/不予受理的理由/).fill('志愿服务的时间仍未写明，请写明后再申请。');
    await unit.getByRole('button', { name: '提交受理意见' }).click();

    // then
    await expect
      .poll(() => casesOf('董思远'), { timeout: 20_000 })
      .toEqual([expect.objectContaining({ version: 1, state: 'completed' })]);

    // when
    await member.goto(new URL('/m/apply/probation_full', office.url).href);
    await member.getByText('网上填写', { exact: true }).click();
    await member.getByLabel(/预备期思想、学习和工作情况/).fill(selfReview);
    await member.getByLabel(/以上内容由本人如实填写/).check();
    await member.getByRole('button', { name: '提交申请' }).click();
    await member.getByRole('heading', { name: '已提交' }).waitFor();

    // then
    const cases = await casesOf('董思远');
    expect(cases.map(({ version, state }) => [version, state])).toEqual([
      [1, 'completed'],
      [2, 'active'],
    ]);
    const tasks = () =>
      office.services
        .db('user_task')
        .where({ instance_key: cases[1]!.key })
        .orderBy('key')
        .select('name', 'term');
    expect((await tasks()).map(({ name }) => name)).toEqual(['党小组初核']);

    // when
    await unit.goto(new URL('/inbox?q=董思远', office.url).href);
    await unit.locator('.line', { hasText: '党小组初核' }).first().click();
    await unit.getByRole('button', { name: '领取', exact: true }).click();
    await unit.getByLabel(/办理意见/).fill('材料齐全，党小组同意。');
    await keepPicture(unit, '7-new-task');
    await unit.getByRole('button', { name: '提交', exact: true }).click();

    // then
    await expect
      .poll(async () => (await tasks()).map(({ name, term }) => [name, term]), { timeout: 20_000 })
      .toContainEqual(['支部受理', '5WD']);
  });
});

describe('A line of responsibility', () => {
  it('shows what it would move, moves nothing when tried out, and moves open tasks when saved', async () => {
    // given
    const before = await candidates('t_approve');
    const page = await office.account('designer', '/policies/assignments');
    await page.getByLabel('在表中找').fill('t_approve');
    const line = page.locator('tr[data-row]');
    await line.nth(1).waitFor({ state: 'detached' });

    // when
    await line.getByText('党委审批').first().waitFor();
    await line.getByRole('button', { name: /^修改第/ }).click();
    await page.getByRole('form').getByLabel('责任单位').selectOption({ label: '区委' });
    await page.getByRole('button', { name: '试算' }).click();

    // then
    const impact = page.getByRole('region', { name: '试算结果' });
    await impact.getByText(`试算：${before.length} 件在办任务会换责任单位`).waitFor();
    await impact.getByText('→ 清河区委').first().waitFor();
    expect(await candidates('t_approve')).toEqual(before);
    await keepPicture(page, '7-policy-impact');

    // when
    await page.getByRole('button', { name: '保存并生效' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存并生效' }).click();

    // then
    await page.getByText(`已生效，${before.length} 件在办任务换了责任单位。`).waitFor();
    const { code } = await office.services.db('organisation').where({ name: '清河区委' }).first('code');
    expect(await candidates('t_approve')).toEqual(before.map(() => code));
    expect(before).not.toContain(code);
  });
});
