import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// What the desk's screens do while people wait, press twice and read on.

const office = useOffice();
const SLOW = 900;

async function slowDown(page: Page, path: RegExp): Promise<void> {
  await page.route(path, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, SLOW));
    // the page may have gone on meanwhile
    await route.continue().catch(() => undefined);
  });
}

async function boxOf(locator: Locator) {
  const { x, y, width, height } = (await locator.boundingBox())!;
  return { left: x, top: y, right: x + width, bottom: y + height };
}
async function overlaps(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await boxOf(one), await boxOf(other)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe('A list on its way', () => {
  it.each([
    ['/inbox', /\/api\/inbox\?/, '任务'],
    ['/cases', /\/api\/cases\?/, '办件'],
    ['/members', /\/api\/members\?/, '名册'],
    ['/organisations', /\/api\/organisations\/\d/, '党组织'],
    ['/audit', /\/api\/audit\?/, '日志'],
  ])('%s has a skeleton in its place', async (path, request, what) => {
    // given
    const page = await office.account('district', '/services');
    await slowDown(page, request);

    // when
    await page.goto(new URL(path, office.url).href, { waitUntil: 'commit' });

    // then
    const waiting = page.getByText(`正在取${what}…`);
    await waiting.waitFor({ state: 'attached' });
    await waiting.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
  });

  it('keeps its rows while a filter is asked anew', async () => {
    // given
    const page = await office.account('district', '/cases');
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    const before = await rows.allTextContents();
    await slowDown(page, /\/api\/cases\?/);

    // when
    await page.getByLabel('状态').selectOption('closed');

    // then
    await page.locator('[aria-busy="true"]').waitFor();
    expect(await rows.allTextContents()).toEqual(before);
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    expect(await rows.allTextContents()).not.toEqual(before);
  });
});

describe('A task that is finished with impatient clicks', () => {
  const completed = () =>
    office.services
      .db('user_task')
      .where({ state: 'completed', completed_by: 'account:shuiduxincun' })
      .pluck('key');
  let page: Page;

  it('is finished alone: the next one comes up, says so and rests', async () => {
    // given
    const before = await completed();
    page = await office.account('shuiduxincun', '/inbox');
    await page.locator('main .line', { hasText: '曹建国' }).click();
    const panel = page.getByRole('complementary', { name: '任务' });
    await panel.getByText('受理', { exact: true }).filter({ visible: true }).last().click();
    const primary = panel.locator('footer .btn.primary');
    const { left, right, top, bottom } = await boxOf(primary);
    const press = () => page.mouse.click((left + right) / 2, (top + bottom) / 2);

    // when
    await press();
    await panel.getByText(/“支部受理”已办理（曹建国 · KN-/).waitFor();
    await panel.getByText(/^现在打开：/).waitFor();
    for (let time = 0; time < 3; time++) await press();
    expect(await primary.isDisabled()).toBe(true);
    await keepPicture(page, '5-next-task');

    // then
    await expect.poll(() => primary.isEnabled(), { timeout: 20_000 }).toBe(true);
    expect((await completed()).filter((key) => !before.includes(key))).toHaveLength(1);
  });

  it('leaves one whose buttons stay where they are when something is not filled in', async () => {
    // given
    const panel = page.getByRole('complementary', { name: '任务' });
    const buttons = panel.locator('footer .buttons .btn');
    const places = () =>
      buttons.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await places();

    // when
    await panel.locator('footer .btn.primary').click();
    await panel.getByRole('button', { name: /还有 \d+ 处没有填好，去看第一处/ }).waitFor();

    // then
    expect(before.length).toBeGreaterThan(2);
    expect(await places()).toEqual(before);
  });

  it('is not told of any more once the next one is delegated, which is told once', async () => {
    // given
    const panel = page.getByRole('complementary', { name: '任务' });
    const finished = panel.getByText(/“支部受理”已办理（曹建国/);
    await finished.waitFor();

    // when
    await panel.getByRole('button', { name: '委派' }).click();
    const unit = panel.getByRole('combobox', { name: '受委派单位' });
    const found = panel.getByRole('option', { name: /沈阳路社区党委/ }).first();
    await unit.click();
    await unit.fill('沈阳路社区党委');
    // the form of the task that has just come up may take the focus once more
    await found.waitFor({ timeout: 5_000 }).catch(() => unit.click());
    await found.click();
    await panel.getByRole('textbox', { name: /^委派事项/ }).fill('是否已在社区领过补助');
    await panel.locator('footer').getByRole('button', { name: '委派' }).click();

    // then
    await panel.getByText('是否已在社区领过补助').first().waitFor();
    await panel.getByRole('button', { name: '收回委派' }).waitFor();
    expect(await finished.count()).toBe(0);
    expect(await panel.getByText(/刚刚已被.*领取/).count()).toBe(0);
    expect(await panel.getByText(/处没有填好/).count()).toBe(0);
    await keepPicture(page, '5-delegated');
  });
});

describe('Personal data of a case', () => {
  it('is shown in part on every tab, and in full for a reason', async () => {
    for (const size of [undefined, PHONE]) {
      // given
      const { number, address } = await office.services
        .db('case_file as c')
        .join('member as m', 'm.id', 'c.applicant_member_id')
        .where({ 'c.service_code': 'KN', 'c.status': 'open' })
        .whereNotNull('m.address')
        .orderBy('c.number')
        .first('c.number', 'm.address');
      const page = await office.account('district', `/cases/${number}`, size);
      const part = `${address.slice(0, 6)}****`;

      for (const [tab, panel] of [
        ['材料', 'dossier'],
        ['党员信息', 'member'],
      ]) {
        // when
        await page.getByRole('tab', { name: tab }).click();
        const shown = page.locator(`#panel-${panel}`);
        await shown.getByText(part).waitFor();
        await keepPicture(page, `5-personal-${panel}${size ? '-phone' : ''}`);
        expect(await page.getByText(address).count()).toBe(0);
        await shown.getByRole('button', { name: /^查看完整的(现居住|家庭住)[址地]/ }).click();
        const question = page.getByRole('dialog');
        await question.getByLabel('查看理由').fill('入户走访前联系本人');
        await question.getByRole('button', { name: '查看', exact: true }).click();

        // then
        await shown.getByText(address).waitFor();
        await keepPicture(page, `5-personal-${panel}-open${size ? '-phone' : ''}`);
        await shown.getByRole('button', { name: /^收起/ }).click();
        await shown.getByText(part).waitFor();
      }
    }
  });
});

describe('The bell', () => {
  it('leads to as many unread messages as it says', async () => {
    // given
    const { db } = office.services;
    const account = await db('account').where({ username: 'shenyanglu' }).first('org_code');
    const extra = Array.from({ length: 30 }, (_, index) => ({
      org_code: account.org_code,
      title: `第 ${index + 1} 次提醒`,
      body: '请及时办理。',
      created_at: office.clock.now(),
    }));
    await db('notification').insert(extra);

    // when
    const page = await office.account('shenyanglu', '/inbox');
    const bell = page.getByRole('button', { name: /^消息，\d+ 条未读$/ });
    const said = Number(/\d+/.exec((await bell.getAttribute('aria-label'))!)![0]);
    expect(said).toBeGreaterThan(30);
    await bell.click();
    const unread = page.locator('li.unread');
    await expect.poll(() => unread.count()).toBe(20);
    const older = page.getByRole('button', { name: '更早的消息' });
    while (await older.isVisible()) {
      const before = await page.locator('.box li').count();
      await older.click();
      await expect.poll(() => page.locator('.box li').count()).toBeGreaterThan(before);
    }

    // then
    expect(await unread.count()).toBe(said);
    await keepPicture(page, '5-bell');
  });
});

describe('A message', () => {
  it('lies on nothing that is in use, and closes', async () => {
    for (const size of [undefined, PHONE]) {
      // given
      const page = await office.account('shuidukou', '/inbox', size);
      await page.locator('main .line').last().click();
      const panel = page.getByRole('complementary', { name: '任务' });
      await panel.locator('.fjs-container').first().waitFor();

      // when
      await panel.getByRole('button', { name: /^(领取|放回)$/ }).click();

      // then
      const message = page.locator('.toast');
      await message.waitFor();
      expect(await overlaps(message, panel.locator('footer'))).toBe(false);
      expect(await overlaps(message, panel.getByRole('tablist'))).toBe(false);
      if (!size) expect(await overlaps(message, page.getByRole('search'))).toBe(false);
      await keepPicture(page, size ? '5-message-phone' : '5-message');
      await message.getByRole('button', { name: '关闭提示' }).click();
      await message.waitFor({ state: 'detached' });
    }
  });
});

describe('The lines of a policy table', () => {
  it('are in Chinese, and are changed by choosing', async () => {
    // given
    const page = await office.account('designer', '/policies/assignments');
    await page.getByLabel('在表中找').fill('想约谈谁');
    const lines = page.locator('tr[data-row]');
    await lines.first().getByText('想约谈谁 是 支部书记').waitFor();
    await keepPicture(page, '7-policy-lines');

    // when
    await lines
      .first()
      .getByRole('button', { name: /^修改第/ })
      .click();
    const line = page.getByRole('form');
    await line.getByLabel('比较值').selectOption({ label: '组织部长' });
    await line.getByRole('button', { name: '确定' }).click();
    await page.getByRole('button', { name: '保存并生效' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存并生效' }).click();
    await page.getByText('第 1 版').waitFor();

    // then
    const { content } = await office.services
      .db('policy_version')
      .where({ name: 'assignments' })
      .first('content');
    expect(content).toContain('talk_request,t_accept,branch,"targetRole = ""minister""",,');
    const log = await office.account('district', '/audit?');
    await log.getByText(/^加：党员约谈 · 受理 · 申请人所在支部 · 想约谈谁 是 组织部长/).waitFor();
  });
});
