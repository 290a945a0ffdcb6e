import { describe, expect, it } from 'vitest';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// Story 5: the responsible unit works its inbox, alone and beside a colleague.

const office = useOffice();

describe('The responsible unit', () => {
  it('sees what is late first, and what each number stands for', async () => {
    // when
    const page = await office.account('shenyanglu', '/inbox');
    await page
      .getByText(/超期 \d+ 个工作日/)
      .first()
      .waitFor();

    // then
    const rows = await page.locator('main .line').allTextContents();
    const lateness = rows.map((text) => /超期/.test(text));
    expect(lateness).toContain(true);
    expect(lateness).toEqual(lateness.toSorted((a, b) => Number(b) - Number(a)));
    await page.locator('main .line').first().click();
    await page.getByRole('tab', { name: '办理' }).waitFor();
    await page.locator('.fjs-container').first().waitFor();
    await keepPicture(page, '5-inbox');
    const phone = await office.account('shenyanglu', '/inbox', PHONE);
    await phone
      .getByText(/超期 \d+ 个工作日/)
      .first()
      .waitFor();
    await keepPicture(phone, '5-inbox-phone');
  });

  it('works a task: claims it, reads the dossier, the way and the diagram, and completes it', async () => {
    // given
    const page = await office.account('shuiduxincun', '/inbox');
    await page.locator('main .line').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('曹建国');
    await page.keyboard.press('Enter');
    await page.getByText(/^共 1 件/).waitFor();
    await page.locator('main .line', { hasText: '曹建国' }).click();
    await page.getByRole('button', { name: '领取', exact: true }).click();
    await page.getByRole('button', { name: '放回' }).waitFor();

    // when
    for (const [tab, sign] of [
      ['材料', '困难情况说明'],
      ['经过', '提交申请'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByText(sign).filter({ visible: true }).first().waitFor();
      await keepPicture(page, `5-case-${tab}`);
    }
    await page.getByRole('tab', { name: '流程图' }).click();
    await page.locator('.djs-shape').first().waitFor();
    await page.locator('.bjs-powered-by').waitFor();
    await keepPicture(page, '5-case-diagram');
    await page.getByRole('tab', { name: '办理' }).click();
    await page.getByText('受理', { exact: true }).filter({ visible: true }).last().click();
    await keepPicture(page, '5-case-work');
    await page.getByRole('button', { name: /提交受理/ }).click();

    // then
    await page
      .getByText(/已办理|已办结|已提交|已受理|下一步/)
      .first()
      .waitFor();
    const done = await office.services
      .db('user_task')
      .where({ state: 'completed', completed_by: 'account:shuiduxincun' });
    expect(done.map(({ element_id }) => element_id)).toContain('t_accept');
  });

  it('lets one of two win, and tells the other in words', async () => {
    // given
    const task = await office.services
      .db('user_task as t')
      .join('task_candidate as k', 'k.task_key', 't.key')
      .join('organisation as o', 'o.code', 'k.value')
      .where({ 't.state': 'created', 'k.kind': 'unit', 'o.name': '沈阳路社区党委' })
      .whereNull('t.assignee')
      .first<{ key: string }>('t.key');
    const pages = await Promise.all(
      ['shenyanglu', 'shenyanglu2'].map((name) => office.account(name, `/inbox/${task.key}`)),
    );
    const claims = pages.map((page) => page.getByRole('button', { name: '领取', exact: true }));
    await Promise.all(claims.map((claim) => claim.waitFor()));

    // when
    await Promise.all(claims.map((claim) => claim.click()));

    // then
    await Promise.all(
      pages.map((page) =>
        page
          .getByText(/已被.+领取/)
          .or(page.getByRole('button', { name: '放回' }))
          .first()
          .waitFor(),
      ),
    );
    const holding = await Promise.all(
      pages.map((page) => page.getByRole('button', { name: '放回' }).isVisible()),
    );
    expect(holding.toSorted()).toEqual([false, true]);
    await keepPicture(pages[holding.indexOf(false)]!, '5-claimed-by-colleague');
  });
});
