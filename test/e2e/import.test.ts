import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adminCommands } from '../../engine/registers/accounts/admin-commands.ts';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// Story 2: a real district comes in from spreadsheets, beginning with an empty system and its first administrator.

const district = path.resolve(import.meta.dirname, '../fixtures/district');
const expected = JSON.parse(readFileSync(path.join(district, 'expected.json'), 'utf8'));
const office = useOffice({ demo: false });
const PASSWORD = 'Huai-An 2026';
let initial: string;

beforeAll(async () => {
  const create = adminCommands.find(({ name }) => name === 'create-account')!;
  const said = await create.run(office.services, {
    username: 'quwei',
    role: 'district',
    district: '清河区委',
  });
  initial = /初始密码：(\S+)/.exec(said)![1]!;
});

async function login(page: Page, password: string): Promise<void> {
  await page.getByRole('tab', { name: '组织登录' }).click();
  await page.getByLabel('用户名').fill('quwei');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

async function officeWorker(at: string): Promise<Page> {
  const page = await office.visit(`/login?next=${at}`);
  await login(page, PASSWORD);
  await page.waitForURL((url) => url.pathname === at);
  return page;
}

async function upload(page: Page, file: string): Promise<void> {
  await page.getByLabel('要导入的文件').setInputFiles(path.join(district, file));
  await page.getByRole('button', { name: /上传并预览/ }).click();
  await page.getByText(/行，没有不能导入的行|行不能导入/).waitFor({ timeout: 60_000 });
}

describe('A district comes in', () => {
  it('begins with the first administrator, who must choose a password of his own', async () => {
    const page = await office.visit('/login');
    await login(page, initial);
    await page.getByText('您用的是上级发放的初始密码').waitFor();
    await page.getByLabel('现在的密码').fill(initial);
    await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再填一次新密码').fill(PASSWORD);
    await page.getByRole('button', { name: '保存新密码' }).click();
    await page.getByRole('link', { name: /工作台/ }).waitFor();
  });

  it('imports the organisations whole, with the codes they must have', async () => {
    // when
    const page = await officeWorker('/imports');
    await upload(page, '党组织.xlsx');
    await keepPicture(page, '2-organisations-preview');
    await page.getByRole('button', { name: '整份导入' }).click();
    await confirm(page);
    await page.getByText('已导入', { exact: true }).first().waitFor({ timeout: 60_000 });

    // then
    const rows = await office.services.db('organisation').count('code as count').first();
    expect(Number(rows!.count)).toBe(expected.organisations.total);
    await page.goto(new URL('/organisations', office.url).href);
    await page.getByText('743').first().waitFor();
    await keepPicture(page, '2-organisations');
  });

  it('imports a roster and counts what must come out', async () => {
    // when
    const page = await officeWorker('/imports');
    await upload(page, '党员名册/水渡口街道党工委党员名册.xlsx');
    await page.getByRole('button', { name: '整份导入' }).click();
    await confirm(page);
    await page.getByText('已导入', { exact: true }).first().waitFor({ timeout: 60_000 });

    // then
    const code = await office.services.db('organisation').where('name', '水渡口街道党工委').first('code');
    await page.goto(new URL(`/organisations/${code.code}`, office.url).href);
    const stands = expected.members.cleanFiles['水渡口街道党工委'] as Record<string, number>;
    for (const count of ['members', 'probationary', 'women', 'age35OrLess', 'collegeOrAbove']) {
      const number = stands[count]!.toLocaleString();
      await page
        .getByRole('link', { name: new RegExp(`^${number}(?!\\d)`) })
        .first()
        .waitFor();
    }
    await keepPicture(page, '2-analysis');
  });

  it('says of a file with faults what is wrong where, and takes the good rows when told to', async () => {
    // when
    const page = await officeWorker('/imports');
    await upload(page, '党员名册/市场监管局党委党员名册.csv');
    const whole = page.getByRole('button', { name: '整份导入' });

    // then
    expect(await whole.isDisabled()).toBe(true);
    await keepPicture(page, '2-faults');
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载报告' }).click(),
    ]);
    expect(report.suggestedFilename()).toMatch(/\.xlsx$/);
    const before = await members();
    await page.getByRole('button', { name: /只导入合格的/ }).click();
    await confirm(page);
    await page.getByText('已导入', { exact: true }).first().waitFor({ timeout: 60_000 });
    expect(await members()).toBeGreaterThan(before);
  });

  it('changes nothing when the same file comes twice', async () => {
    // given
    const before = await members();

    // when
    const page = await officeWorker('/imports');
    await upload(page, '党员名册/水渡口街道党工委党员名册.xlsx');

    // then
    await page.getByText('无变化 1,580 行，没有不能导入的行').waitFor();
    expect(await members()).toBe(before);
  });

  it('can be read on a phone', async () => {
    const page = await office.visit('/login?next=/imports', PHONE);
    await login(page, PASSWORD);
    await page.getByRole('heading', { name: '数据导入' }).waitFor();
    await keepPicture(page, '2-imports-phone');
  });
});

async function confirm(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: /导入/ }).click();
}

async function members(): Promise<number> {
  const row = await office.services.db('member').count('id as count').first();
  return Number(row!.count);
}
