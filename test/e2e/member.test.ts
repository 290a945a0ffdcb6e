import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// Stories 3 and 4: a member gets in with name, number and a code, applies on a phone, and follows the case.

const office = useOffice();

const content = '小区电动车充电位太少，邻里常为此争执，想当面和书记商量怎么办。';

async function fillTalkRequest(page: Page): Promise<void> {
  await page.getByText('支部书记', { exact: true }).click();
  await page.getByLabel('主题').fill('小区充电位不足');
  await page.getByLabel('想谈的内容').fill(content);
}

describe('Logging in', () => {
  it('opens nobody’s file to whoever knows name and number alone', async () => {
    // given
    const { phone } = await office.services.db('member').where({ name: '王秀兰' }).first('phone');
    const page = await office.visit('/login', PHONE);

    // when
    await page.getByRole('tab', { name: '党员登录' }).click();
    await page.getByLabel('姓名').fill('王秀兰');
    await page.getByLabel('手机号').fill(phone);
    await page.getByRole('button', { name: '登录', exact: true }).click();

    // then
    await page.getByRole('alert').waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');
    expect((await page.request.get(new URL('/api/me/sheet', office.url).href)).status()).toBe(401);
    await keepPicture(page, '3-member-login-refused');
  });

  it('says the same of a wrong password, whether or not there is such an account', async () => {
    const said: (string | null)[] = [];
    for (const username of ['shenyanglu', 'nobody-here']) {
      const page = await office.visit('/login');
      await page.getByRole('tab', { name: '组织登录' }).click();
      await page.getByLabel('用户名').fill(username);
      await page.getByLabel('密码').fill('Wrong-2026');
      await page.getByRole('button', { name: '登录', exact: true }).click();
      said.push(await page.getByRole('alert').textContent());
    }
    expect(said[0]).toBe(said[1]);
  });
});

describe('A member on a phone', () => {
  it('sees first what is happening to the own case, and the own sheet to read', async () => {
    // when
    const page = await office.member('王秀兰', PHONE);

    // then
    await page.getByRole('heading', { name: /王秀兰/ }).waitFor();
    await page
      .getByText(/已超期/)
      .first()
      .waitFor();
    await keepPicture(page, '4-member-home');
    await page.getByRole('link', { name: '我的' }).click();
    await page.getByText('党员信息表').first().waitFor();
    await page.getByText('00231').first().waitFor();
    expect(await page.getByText(/^\d{17}[\dX]$/).count()).toBe(0);
    expect(await page.getByRole('textbox').count()).toBe(1);
    await keepPicture(page, '4-member-sheet');
  });

  it('fills in an application that survives a closed page, submits it and follows it', async () => {
    // given
    const page = await office.member('曹建国', PHONE);
    await page.goto(new URL('/m/apply/talk_request', office.url).href);
    await fillTalkRequest(page);
    await page.getByText(/草稿已(保存|存)/).waitFor();

    // when
    await page.reload();

    // then
    await page.getByText(/的草稿往下填/).waitFor();
    expect(await page.getByLabel('想谈的内容').inputValue()).toBe(content);
    await keepPicture(page, '4-member-draft');

    // when
    await page.getByRole('button', { name: '提交申请' }).click();
    const missing = page.locator('.fjs-form-field-error, [role=alert]').first();
    await missing.waitFor();
    await page.getByText('最早可选 2026年11月27日（3 天后）。').first().waitFor();
    await keepPicture(page, '4-member-missing');
    const counted = page.getByRole('button', { name: /还有 2 处没有填好/ });
    await counted.click();
    await page.getByLabel(/^类别/).and(page.locator(':focus')).waitFor();
    for (const [index, day] of ['2026-12-01', '2026-12-03'].entries()) {
      await page.getByLabel(/^日期/).nth(index).fill(day);
      await page.getByLabel(/^日期/).nth(index).press('Enter');
      await page.getByLabel(/^时段/).nth(index).selectOption({ label: '上午' });
    }
    await page.getByLabel(/^类别/).selectOption({ label: '社区治理' });
    await counted.waitFor({ state: 'detached' });
    // a row that was added and left empty is nobody's fault
    await page.getByRole('button', { name: '增加一项' }).click();
    await page.getByRole('button', { name: '提交申请' }).click();

    // then
    await page.getByRole('heading', { name: '已提交' }).waitFor();
    const number = /YT-2026-\d{6}/.exec((await page.textContent('body'))!)![0];
    await keepPicture(page, '4-member-submitted');
    await page.getByRole('link', { name: '查看这件办件' }).click();
    await page.getByText(number).first().waitFor();
    await page.getByText('受理').first().waitFor();
    await keepPicture(page, '4-member-case');
  });

  it('is told of the application that is open before another is filled in, and has to mean it', async () => {
    // given
    const page = await office.member('王秀兰', PHONE);
    await page.goto(new URL('/m/apply/hardship_aid', office.url).href);
    await page.getByText(/您已有一件特困党员救助正在办理（KN-2026-\d{6}，.+）。/).waitFor();
    await page.getByText('申请资金的：收款银行卡的户名、卡号和开户行').waitFor();
    await page.getByLabel('家庭人口').fill('2');
    await page.getByLabel('家庭月收入合计').fill('1560');
    await page.getByText('人均月收入：780.00 元').waitFor();
    await page.getByText('否', { exact: true }).click();
    await page.getByText('年老丧失劳动能力').click();
    await page.getByLabel('困难情况说明').fill('年纪大了，没有劳动能力，收入很低，生活困难。');
    await page.getByLabel('与上次申请相比的新情况').fill('上月再次住院，家里又添了新的债务。');
    await page.getByText('结对帮扶').click();
    await page.getByLabel(/本人承诺/).check();
    await keepPicture(page, '4-member-again');

    // when
    await page.getByRole('button', { name: '提交申请' }).click();
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /查看 KN-/ })
      .waitFor();
    await keepPicture(page, '4-member-again-asked');
    await page.getByRole('button', { name: '继续提交' }).click();

    // then
    await page.getByRole('heading', { name: '已提交' }).waitFor();
  });

  it('answers what the unit sends back, and hears from it', async () => {
    // given
    const page = await office.member('曹建国', PHONE);
    const unit = await office.account('shuiduxincun', '/inbox?q=曹建国');
    await unit.getByText('曹建国').first().click();
    await unit.getByRole('button', { name: '退回补正' }).click();
    await unit.getByLabel(/补正内容/).fill('请写明方便的时间');
    await unit.getByRole('button', { name: '退回申请人补正' }).click();
    await unit.getByText(/已退回申请人补正/).waitFor();

    // when
    await page.getByText(/请您/).first().waitFor();
    await keepPicture(page, '4-member-asked');
    await page.getByRole('link', { name: /办理：/ }).click();

    // then
    await page.getByText('请写明方便的时间').first().waitFor();
    await keepPicture(page, '4-member-supplement');
    await page.getByRole('button', { name: '重新提交' }).click();
    await page.getByRole('heading', { name: '已提交' }).waitFor();
    await page.goto(new URL('/m/messages', office.url).href);
    const lit = page.getByRole('navigation', { name: '主菜单' }).locator('[aria-current="page"]');
    await lit.first().waitFor();
    expect((await lit.allTextContents()).map((name) => name.trim().slice(0, 2))).toEqual(['消息']);
    expect(await page.locator('nav.tabs .here').count()).toBe(1);
    const said = await office.services
      .db('notification as n')
      .join('member as m', 'm.id', 'n.member_id')
      .where('m.name', '曹建国')
      .orderBy('n.id', 'desc')
      .first<{ title: string }>('n.title');
    await page.getByText(said.title).first().waitFor();
    await keepPicture(page, '4-member-messages');
  });
});
