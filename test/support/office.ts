import type { Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { boot, type Booted } from '../../engine/boot.ts';
import { readConfig } from '../../engine/config.ts';
import { DEMO_PASSWORD } from '../../engine/registers/sessions/demo-logins.ts';
import type { Services } from '../../engine/services.ts';
import { PinnedClock } from '../../engine/store/clock.ts';
import { useBrowser, type DESK } from './browser.ts';
import { cloneTemplate, dropDatabase } from './database.ts';
import { OFFICE_TIME, officeSettings } from './office-settings.ts';

/** A running demo district of the test file's own, and people who sit down at it. Read its fields inside tests. */
export interface Office {
  readonly url: string;
  readonly services: Services;
  readonly clock: PinnedClock;
  /** A visitor at any address, not logged in. */
  visit(path: string, viewport?: typeof DESK): Promise<Page>;
  /** Somebody logged in with a demo account, at that address. */
  account(username: string, path?: string, viewport?: typeof DESK): Promise<Page>;
  /** A member logged in with the code that was sent to the phone. */
  member(name: string, viewport?: typeof DESK): Promise<Page>;
}

export function useOffice({ demo = true } = {}): Office {
  const browser = useBrowser();
  const clock = new PinnedClock(OFFICE_TIME);
  let databaseUrl: string;
  let node: Booted;
  beforeAll(async () => {
    databaseUrl = await cloneTemplate(inject(demo ? 'demoUrl' : 'templateUrl'));
    const settings = officeSettings({ DATABASE_URL: databaseUrl, ...(demo ? {} : { DEMO: 'off' }) });
    node = await boot(readConfig(settings), { clock, checkAnswers: true });
  });
  afterAll(async () => {
    await node?.close();
    await dropDatabase(databaseUrl);
  });
  const office: Office = {
    get url() {
      return node.url;
    },
    get services() {
      return node.services;
    },
    clock,
    visit: (path, viewport) => browser.open(new URL(path, node.url).href, viewport),
    async account(username, path = '/', viewport) {
      const page = await office.visit(`/login?next=${encodeURIComponent(path)}`, viewport);
      await loginAccount(page, username);
      return page;
    },
    async member(name, viewport) {
      const { phone } = await node.services.db('member').where({ name }).first('phone');
      // a number is sent one code a minute
      clock.advance(61_000);
      const page = await office.visit('/login', viewport);
      const seen = (await messagesTo(node.url, phone)).length;
      await loginMember(page, { name, phone, code: () => newCode(node.url, phone, seen) });
      return page;
    },
  };
  return office;
}

async function loginAccount(page: Page, username: string): Promise<void> {
  await page.getByRole('tab', { name: '组织登录' }).click();
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

async function loginMember(
  page: Page,
  { name, phone, code }: { name: string; phone: string; code: () => Promise<string> },
): Promise<void> {
  await page.getByRole('tab', { name: '党员登录' }).click();
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByLabel('验证码').fill(await code());
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** Texts to a phone, the newest first: the stand-in's own page is read as a person would. */
async function messagesTo(url: string, phone: string): Promise<string[]> {
  const page = await (await fetch(new URL('/standin/sms', url))).text();
  return page
    .split('<li>')
    .slice(1)
    .filter((message) => message.includes(phone));
}

async function newCode(url: string, phone: string, seen: number): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const messages = await messagesTo(url, phone);
    if (messages.length > seen) return /验证码 (\d{6})/.exec(messages[0]!)![1]!;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Expected a message for the member's phone at the stand-in, but there is none.`);
}
