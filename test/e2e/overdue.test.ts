import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { People } from '../../engine/demo/people.ts';
import { jobless } from '../../engine/demo/stories/hardship-forms.ts';
import { keepPicture, PHONE } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// Story 6: what a unit is late with turns red, rises to its superiors and goes away when it is done.
// Filed on Tuesday the 24th, accepted within 3 working days: due with Friday the 27th.

const office = useOffice();
const UNIT = '翠竹小区网格支部';
let applicant: string;
let other: string;
let caseNumber: string;

beforeAll(async () => {
  [applicant, other] = (await quietMembers()) as [string, string];
  caseNumber = await apply(applicant);
});

/** Members of the branch who have applied for nothing yet and whose names nobody else in the district has. */
async function quietMembers(): Promise<string[]> {
  const { db } = office.services;
  const alone = db('member').groupBy('name').havingRaw('count(*) = 1').select('name');
  const rows = await db('member as m')
    .join('organisation as o', 'o.code', 'm.org_code')
    .where({ 'o.name': UNIT, 'm.kind': '正式' })
    .whereNull('m.party_post')
    .whereIn('m.name', alone)
    .whereNotExists(db('case_file as c').whereRaw('c.applicant_member_id = m.id'))
    .orderBy('m.card_no')
    .limit(2)
    .select('m.name');
  return rows.map(({ name }) => name);
}

async function apply(name: string): Promise<string> {
  const people = await People.read(office.services);
  const started = await startCase(office.services, people.member(name), {
    processId: 'hardship_aid',
    data: { ...jobless('1200.00'), bankAccountName: name },
  });
  return started.caseNumber;
}

const inboxFor = (name: string) => `/inbox?q=${encodeURIComponent(name)}`;

/** Moves the office on to that morning; its worker looks for what is late. */
async function at(day: string): Promise<void> {
  office.clock.pin(`${day}T09:00:00+08:00`);
  await raiseDueWarnings(office.services);
}

const lineOf = (page: Page) => page.locator('main .line', { hasText: caseNumber });
const memberOf = (page: Page) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: applicant, exact: true }) });
const boardRowOf = (page: Page) => page.locator('#tasks').getByRole('row').filter({ hasText: caseNumber });
const colorOf = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).evaluate((button) => getComputedStyle(button).color);
const RED = 'rgb(200, 16, 46)';

describe('A task that is late', () => {
  it('is not red on the day it is due', async () => {
    // when
    await at('2026-11-27');
    const inbox = await office.account('cuizhu', '/inbox');
    await lineOf(inbox).getByText('今天到期').first().waitFor();

    // then
    expect(await lineOf(inbox).getByText('超期').count()).toBe(0);
    const roster = await office.account('cuizhu', '/members');
    await memberOf(roster).waitFor();
    expect(await memberOf(roster).textContent()).not.toContain('超期');
  });

  it('turns red for its unit when the day has passed; a weekend counts for nothing and reports nothing', async () => {
    // when
    await at('2026-11-29');

    // then
    const inbox = await office.account('cuizhu', '/inbox');
    await lineOf(inbox).getByText('▲已超期').waitFor();
    const superior = await office.account('shenyanglu', inboxFor(applicant));
    await superior.getByText('没有符合条件的任务').waitFor();
    await superior.goto(new URL('/board', office.url).href);
    await boardRowOf(superior).getByText(UNIT).waitFor();
  });

  it('is first in the inbox, with the working days it is late', async () => {
    // given: another that is in good time
    await at('2026-11-30');
    const inTime = await apply(other);

    // when
    const inbox = await office.account('cuizhu', '/inbox');
    await lineOf(inbox).getByText('▲超期 1 个工作日').waitFor();

    // then
    const lines = await inbox.locator('main .line').allTextContents();
    expect(lines[0]).toContain(caseNumber);
    expect(lines.findIndex((line) => line.includes(inTime))).toBeGreaterThan(0);
    await keepPicture(inbox, '6-inbox');
    const phone = await office.account('cuizhu', '/inbox', PHONE);
    await lineOf(phone).getByText('▲超期 1 个工作日').waitFor();
    await keepPicture(phone, '6-inbox-phone');
  });

  it('makes the line of the applicant red in the roster, and says why', async () => {
    // when
    const roster = await office.account('cuizhu', '/members');
    await memberOf(roster).waitFor();

    // then
    expect(await memberOf(roster).textContent()).toMatch(
      new RegExp(`▲ 特困党员救助 · .*超期 1 个工作日 · ${UNIT}`),
    );
    const first = await roster.locator('tbody tr').first().textContent();
    expect(first).toContain('书记');
    expect(await colorOf(roster, applicant)).toBe(RED);
    await keepPicture(roster, '6-roster');
  });

  it('rises to the superior after the working days of the escalation table', async () => {
    // then
    const superior = await office.account('shenyanglu', inboxFor(applicant));
    await lineOf(superior).getByText('已上报本单位').waitFor();
    const above = await office.account('shuidukou', inboxFor(applicant));
    await above.getByText('没有符合条件的任务').waitFor();

    // when
    await at('2026-12-04');

    // then
    const committee = await office.account('shuidukou', inboxFor(applicant));
    await lineOf(committee).getByText('▲超期 5 个工作日').waitFor();
    await lineOf(committee).getByText('已上报本单位').waitFor();
    await keepPicture(committee, '6-escalated');
    await committee.goto(new URL('/board?show=escalatedHere', office.url).href);
    await boardRowOf(committee).getByText('水渡口街道党工委').waitFor();
    await keepPicture(committee, '6-board');
  });

  it('is red no more anywhere once the unit has done it, also on pages that stand open', async () => {
    // given
    const board = await office.account('shenyanglu', '/board');
    await boardRowOf(board).waitFor();
    const roster = await office.account('cuizhu', '/members');
    await memberOf(roster).getByText('超期 5 个工作日').waitFor();

    // when
    const inbox = await office.account('cuizhu', inboxFor(applicant));
    await lineOf(inbox).click();
    const task = inbox.getByRole('complementary', { name: '任务' });
    await task.getByText('▲超期 5 个工作日').first().waitFor();
    await task.getByText('受理', { exact: true }).filter({ visible: true }).last().click();
    await task.getByRole('button', { name: /提交受理/ }).click();

    // then
    await boardRowOf(board).waitFor({ state: 'detached' });
    await memberOf(roster).getByText('超期').waitFor({ state: 'detached' });
    expect(await colorOf(roster, applicant)).not.toBe(RED);
    await lineOf(inbox).getByText('超期').first().waitFor({ state: 'detached' });
    const committee = await office.account('shuidukou', inboxFor(applicant));
    await committee.getByText('没有符合条件的任务').waitFor();
    const warnings = await office.services
      .db('red_warning as w')
      .join('case_file as c', 'c.id', 'w.case_id')
      .where('c.number', caseNumber)
      .whereNull('w.resolved_at');
    expect(warnings).toEqual([]);
    await keepPicture(roster, '6-roster-done');
  });
});
