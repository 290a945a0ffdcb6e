import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProcessWork } from '../../engine/http/resources/studio/schemas.ts';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// The designer takes the cases that run on an older version along to the new one, and back.

const office = useOffice();
const PROCESS = 'hardship_aid';

/** A second version: one step under another id, another under another name as well, a third only renamed. */
async function deploySecond(page: Page): Promise<void> {
  const at = new URL(`/api/studio/processes/${PROCESS}`, office.url).href;
  const work = (await (await page.request.get(at)).json()) as ProcessWork;
  const xml = work.xml
    .replaceAll(/\bt_verify\b/g, 't_home_visit')
    .replaceAll(/\bt_fund\b/g, 't_pay')
    .replace('name="资金发放"', 'name="发放救助金"')
    .replace('name="支部评议"', 'name="支部大会评议"');
  const { name, forms, revision, basedOnVersion } = work;
  const saved = await page.request.put(`${at}/draft`, {
    data: { name, xml, forms, revision, basedOnVersion },
  });
  const { revision: now } = (await saved.json()) as { revision: number };
  const deployed = await page.request.post(`${at}/deploy`, { data: { revision: now } });
  expect([deployed.status(), await deployed.text()]).toEqual([200, expect.stringContaining('"version":2')]);
}

async function running(): Promise<Record<number, number>> {
  const rows = await office.services
    .db('process_instance')
    .where({ process_id: PROCESS })
    .whereIn('state', ['active', 'suspended'])
    .groupBy('version')
    .select<{ version: number; count: string }[]>('version', office.services.db.raw('count(*) as count'));
  return Object.fromEntries(rows.map(({ version, count }) => [version, Number(count)]));
}

describe('The designer', () => {
  let page: Page;
  let all: number;
  beforeAll(async () => {
    page = await office.account('designer', `/studio/${PROCESS}`);
    await deploySecond(page);
    all = (await running())[1]!;
    await page.reload();
  });

  it('sees how many cases run on each version, and what the new one has otherwise', async () => {
    // given
    await page.getByRole('button', { name: '版本', exact: true }).click();
    await page.getByText(`${all} 件在办`).waitFor();
    await keepPicture(page, '9-versions');

    // when
    await page.getByRole('link', { name: '迁移在办件' }).click();

    // then
    const compared = page.getByRole('region', { name: '两版的流程图' });
    await compared.getByText('改动 1').waitFor();
    await compared.getByRole('button', { name: '支部大会评议' }).click();
    await compared.locator('.djs-shape.is-pointed-at').first().waitFor();
    await keepPicture(page, '9-migrate-compared');
  });

  it('is told which step nobody can match for him, tries, and reads case by case why not', async () => {
    // given
    const steps = page.getByRole('region', { name: '步骤对应' });
    await steps.getByText('“资金发放”。不选择，处于这些步骤的办件不能迁移。').waitFor();
    const verify = steps.getByRole('row', { name: /^入户核查/ });
    expect(await verify.getByRole('combobox').inputValue()).toBe('t_home_visit');
    await verify.getByText('名称相同').waitFor();

    // when
    await page.getByRole('button', { name: `试算 ${all} 件` }).click();

    // then
    await page.getByText(`${all - 1} 件可以迁移，1 件不能迁移。试算没有改动任何办件。`).waitFor();
    await page.getByText(/^当前环节是“资金发放”，还没有选定它在新版中对应的步骤。/).waitFor();
    await keepPicture(page, '9-migrate-trial');
    expect(await running()).toEqual({ 1: all });

    // when
    await steps
      .getByRole('row', { name: /^资金发放/ })
      .getByRole('combobox')
      .selectOption({ label: '发放救助金（用户任务）' });

    // then: what was tried is no longer true
    await page.getByRole('button', { name: `试算 ${all} 件` }).click();
    await page.getByText(`${all} 件可以迁移。试算没有改动任何办件。`).waitFor();
  });

  it('migrates, and brings them back', async () => {
    // when
    await page.getByRole('button', { name: `迁移 ${all} 件` }).click();
    await page.getByText('定时按原定时间，消息照旧等待').waitFor();
    await page
      .locator('dialog.ask')
      .getByRole('button', { name: `迁移 ${all} 件` })
      .click();

    // then
    await page.getByText(`${all} 件已迁移到第 2 版。`).waitFor();
    await keepPicture(page, '9-migrate-done');
    expect(await running()).toEqual({ 2: all });
    const earlier = page.getByRole('region', { name: '以前的迁移' });
    await earlier.getByRole('button', { name: `撤销迁移（${all} 件）` }).waitFor();

    // when
    await page.getByRole('button', { name: '撤销迁移', exact: true }).first().click();
    await page.locator('dialog.ask').getByRole('button', { name: '撤销迁移' }).click();

    // then
    await page.getByText(`${all} 件已回到第 1 版。`).waitFor();
    expect(await running()).toEqual({ 1: all });
    await earlier.getByText('第 2 版 → 第 1 版').waitFor();
    await earlier.scrollIntoViewIfNeeded();
    await keepPicture(page, '9-migrate-undone');
  });

  it('can do so on a phone', async () => {
    // given
    const phone = await office.account('designer', `/studio/${PROCESS}`, PHONE);

    // when
    await phone.getByRole('link', { name: '迁移在办件' }).click();
    await phone.getByText('改动 1').waitFor();
    await keepPicture(phone, '9-migrate-phone');
    await phone.getByRole('button', { name: `试算 ${all} 件` }).click();
    await phone.getByText(/件可以迁移/).waitFor();
    await phone.getByText(/件可以迁移/).scrollIntoViewIfNeeded();

    // then
    await keepPicture(phone, '9-migrate-trial-phone');
    const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
