import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepPicture } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';

// What a designer meets before anything is changed: how the studio opens, what can be read, what things are called.

const office = useOffice();
const processes = ['hardship_aid', 'opinion', 'probation_full', 'talk_request'];

async function open(processId: string): Promise<Page> {
  const page = await office.account('designer', `/studio/${processId}`);
  await drawn(page);
  return page;
}

async function drawn(page: Page): Promise<void> {
  await page.locator('.djs-shape[data-element-id="start"]').waitFor();
  await page.getByRole('button', { name: '✓ 检查' }).waitFor();
}

/** Holds what the pattern matches until the returned function is called. */
async function hold(page: Page, pattern: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

async function select(page: Page, id: string): Promise<void> {
  await page.getByRole('button', { name: '适应窗口' }).click();
  const { x, y, height } = (await shape(page, id).boundingBox())!;
  await page.mouse.click(x + 8, y + height / 2);
}

function shape(page: Page, id: string): Locator {
  return page.locator(`.djs-shape[data-element-id="${id}"] > .djs-visual`);
}

/** What the closed list shows. */
function chosen(list: Locator): Promise<string> {
  return list.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]!.label);
}

describe('The studio', () => {
  it('shows the list of processes before they have come, and says when there are none', async () => {
    // given
    const page = await office.account('designer', '/organisations');
    const release = await hold(page, '**/api/studio/processes');

    // when
    await page.getByRole('link', { name: '流程工作室' }).click();

    // then
    await page.getByText('正在载入流程……').waitFor({ state: 'attached' });
    release();
    await page.getByText('预备党员转正').waitFor();
    await page.getByText('正在载入流程……').waitFor({ state: 'detached' });

    // when
    await page.route('**/api/studio/processes', (route) => route.fulfill({ json: { items: [] } }));
    await page.reload();

    // then
    await page.getByText('还没有流程', { exact: true }).waitFor();
  });

  it('is there before its drawing tools, and fetches the form editor when a form is opened', async () => {
    // given
    const page = await office.account('designer', '/organisations');
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    const release = await hold(page, '**/assets/open-modeler-*.js');

    // when
    await page.goto(new URL('/studio/probation_full', office.url).href);

    // then
    await page.getByText('正在装载画图工具……').waitFor();
    await page.getByRole('heading', { name: '预备党员转正' }).waitFor();
    expect(await page.getByRole('button', { name: /^发布第/ }).isDisabled()).toBe(true);
    await keepPicture(page, 'studio-opening');

    // when
    release();
    await drawn(page);

    // then
    await page.getByText('正在装载画图工具……').waitFor({ state: 'detached' });
    const editors = () => fetched.filter((url) => /open-form-editor-.*\.js$/.test(url));
    expect(editors()).toEqual([]);

    // when
    await page.getByRole('button', { name: '表单', exact: true }).click();
    await page.getByRole('button', { name: /^支部受理 probation-accept/ }).click();

    // then
    await page.locator('.fjs-editor-container').getByText('受理意见').first().waitFor();
    await page.getByRole('button', { name: '表单：支部受理' }).waitFor();
    expect(editors()).toHaveLength(1);
  });

  it('says so when the drawing tools do not arrive', async () => {
    const page = await office.account('designer', '/organisations');
    await page.route('**/assets/open-modeler-*.js', (route) => route.abort());
    await page.goto(new URL('/studio/probation_full', office.url).href);
    await page.getByRole('alert').getByText('画图工具没有装载成功').waitFor();

    // when
    await page.unroute('**/assets/open-modeler-*.js');
    await page.getByRole('button', { name: '重新打开' }).click();

    // then
    await drawn(page);
  });
});

describe('A long diagram', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open('hardship_aid');
  });

  const level = async () => Number((await page.getByLabel('现在的大小').textContent())!.replace('%', ''));
  const inSheet = (id: string) =>
    shape(page, id).evaluate((element) => {
      const sheet = element.closest('.djs-container')!.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      return (
        box.left >= sheet.left &&
        box.right <= sheet.right &&
        box.top >= sheet.top &&
        box.bottom <= sheet.bottom
      );
    });

  it('opens at a size at which names can be read, with its start beside the palette', async () => {
    expect(await level()).toBeGreaterThanOrEqual(80);
    expect(await inSheet('start')).toBe(true);
    const palette = (await page.locator('.djs-palette').boundingBox())!;
    const start = (await shape(page, 'start').boundingBox())!;
    expect(start.x).toBeGreaterThan(palette.x + palette.width);
    expect(await inSheet('t_visit')).toBe(false);
    await keepPicture(page, 'studio-long-diagram');
  });

  it('is seen whole, life-size, larger and smaller by keys', async () => {
    // when
    await page.locator('.djs-container').hover({ position: { x: 500, y: 400 } });
    await page.keyboard.press('Shift+1');

    // then
    await expect.poll(level).toBeLessThan(80);
    expect(await inSheet('start')).toBe(true);
    expect(await inSheet('t_visit')).toBe(true);

    await page.keyboard.press('Control+0');
    await expect.poll(level).toBe(100);
    await page.keyboard.press('Control+=');
    await expect.poll(level).toBe(125);
    await page.keyboard.press('Control+-');
    await page.keyboard.press('Control+-');
    await expect.poll(level).toBe(90);
  });
});

describe('Names', () => {
  it('stand for forms, units, steps and papers where they are chosen', async () => {
    // given
    const page = await open('probation_full');

    // then
    expect(await chosen(page.getByLabel('可撤回到'))).toMatch(/^\p{Script=Han}+（t_\w+）$/u);
    await select(page, 't_accept');
    const task = page.getByRole('region', { name: '任务' });
    expect(await chosen(task.getByLabel('表单').first())).toBe('支部受理（probation-accept）');
    await select(page, 't_coach');
    const unit = task.getByRole('combobox', { name: '责任单位' });
    await expect.poll(() => chosen(unit)).toBe('表单选定：指定服务组织（serviceOrg）');
    await select(page, 's_notice');
    await page.locator('.bio-properties-panel-group-header', { hasText: '文书' }).click();
    const paper = page.locator('.bio-properties-panel-entry', { hasText: '打印模板' }).locator('select');
    expect(await chosen(paper)).toBe('预备党员转正审批通知（probation-notice）');
  });

  it('of a unit that is always the same is found by searching for it', async () => {
    // given
    const page = await open('probation_full');
    await select(page, 't_coach');
    const unit = page.getByRole('combobox', { name: '责任单位' });
    await unit.waitFor();

    // when
    await unit.selectOption({ label: '选一个单位……' });
    await page.getByRole('combobox', { name: '固定的单位' }).fill('清河区委');
    await page
      .getByRole('option', { name: /清河区委/ })
      .first()
      .click();

    // then
    await expect.poll(() => chosen(unit)).toBe('清河区委');
  });
});

describe('The keyboard', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open('probation_full');
  });

  const times = (id: string) => page.locator(`.djs-shape[data-element-id="${id}"]`).count();
  const tasks = () => page.locator('.djs-shape:has(> .djs-visual > rect)').count();

  it('deletes the selected step, takes that back and does it again', async () => {
    await select(page, 't_accept');
    for (const key of ['Delete', 'Backspace']) {
      await page.keyboard.press(key);
      await expect.poll(() => times('t_accept'), { message: key }).toBe(0);
      await page.keyboard.press('Control+z');
      await expect.poll(() => times('t_accept'), { message: key }).toBe(1);
      await page.keyboard.press('Control+y');
      await expect.poll(() => times('t_accept'), { message: key }).toBe(0);
      await page.keyboard.press('Control+z');
      await expect.poll(() => times('t_accept'), { message: key }).toBe(1);
      await select(page, 't_accept');
    }
  });

  it('copies the selected step to the place that is clicked next', async () => {
    // given
    await select(page, 't_accept');
    const before = await tasks();
    const sheet = (await page.locator('.djs-container').boundingBox())!;

    // when
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await page.mouse.move(sheet.x + sheet.width / 2, sheet.y + sheet.height - 60, { steps: 5 });
    await page.mouse.click(sheet.x + sheet.width / 2, sheet.y + sheet.height - 60);

    // then
    await expect.poll(tasks).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await expect.poll(tasks).toBe(before);
  });

  it('searches the diagram, and the search speaks Chinese', async () => {
    await select(page, 't_accept');
    await page.keyboard.press('Control+f');
    await page.locator('.djs-search-open').waitFor();
    expect(await english(page, '.djs-search-container')).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

describe('A server that does not answer', () => {
  it('is told of after half a minute; the draft is saved when it answers again', async () => {
    // given
    const page = await open('opinion');
    await page.clock.install();
    const draft = '**/api/studio/processes/opinion/draft';
    // what is saved without an answer is not taken for somebody else's
    await page.route(draft, (route) => void route.fetch());

    // when
    await select(page, 'start');
    await page.keyboard.press('ArrowDown');
    const sent = page.waitForRequest(draft);
    await page.clock.fastForward(2_000);
    await sent;
    await page.getByText('正在保存…').waitFor();
    await page.clock.fastForward(31_000);

    // then
    const told = page
      .getByRole('alert')
      .getByText('服务器没有回应，请检查网络后重试。已填写的内容还在页面上。');
    await told.waitFor();
    await keepPicture(page, 'studio-no-answer');

    // when
    await page.unroute(draft);
    await page.clock.fastForward(11_000);

    // then
    await page.getByText(/^已保存/).waitFor();
    await told.waitFor({ state: 'detached' });
  });
});

interface Rect {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Names on the sheet that touch another name, a line, or a shape that is not theirs. */
function collisions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const touch = (a: Rect, b: Rect) =>
      a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
    const rect = (element: Element): Rect => element.getBoundingClientRect();
    const all = (selector: string) => Array.from(document.querySelectorAll(selector));
    const names = all('.djs-element text')
      .filter((text) => text.textContent!.trim() !== '')
      .map((text) => ({
        owner: text.closest('.djs-element'),
        words: text.textContent!,
        lines: Array.from(text.querySelectorAll('tspan'), rect),
      }));
    const shapes = all('.djs-shape:not([data-element-id$="_label"]) > .djs-visual > :first-child');
    const points = all('.djs-connection > .djs-visual > path').flatMap((element) => {
      const path = element as unknown as SVGPathElement;
      const matrix = path.getScreenCTM()!;
      return Array.from({ length: Math.ceil(path.getTotalLength() / 2) }, (_, at) => {
        const { x, y } = path.getPointAtLength(at * 2).matrixTransform(matrix);
        return { left: x - 1, right: x + 1, top: y - 2, bottom: y + 2 };
      });
    });
    return names.flatMap(({ owner, words, lines }, index) => {
      const hit = (other: Rect) => lines.some((line) => touch(line, other));
      return [
        ...names
          .slice(index + 1)
          .filter((other) => other.lines.some(hit))
          .map((other) => `${words} × ${other.words}`),
        ...shapes
          .filter((one) => one.closest('.djs-element') !== owner && hit(rect(one)))
          .map((one) => `${words} × ${(one.closest('.djs-element') as HTMLElement).dataset.elementId}`),
        ...(points.some(hit) ? [`${words} × a line`] : []),
      ];
    });
  });
}

/**
 * Words in Latin letters that people read in those parts of the page; ids, codes and expressions are in fields, and the
 * watermark stays as its licence has it.
 */
function english(page: Page, parts: string): Promise<string[]> {
  return page.locator(parts).evaluateAll((roots) => {
    const words = roots.flatMap((root) =>
      [root, ...Array.from(root.querySelectorAll('*'))]
        .filter((element) => element.checkVisibility())
        .flatMap((element) => [
          ...['title', 'placeholder', 'aria-label'].map((name) => element.getAttribute(name) ?? ''),
          ...Array.from(element.childNodes)
            .filter((node) => node.nodeType === 3)
            .map((node) => (node as Text).data.trim()),
        ]),
    );
    return [...new Set(words)].filter(
      (text) => /[A-Za-z]{3}/.test(text.replace('Powered by bpmn.io', '')) && !/\p{Script=Han}/u.test(text),
    );
  });
}

describe.each(processes)('The diagram %s', (processId) => {
  let page: Page;
  beforeAll(async () => {
    page = await open(processId);
  });

  it('has no name that lies on another, on a line, or on a shape', async () => {
    await page.getByRole('button', { name: '100%', exact: true }).click();
    expect(await collisions(page)).toEqual([]);
    await page.getByRole('button', { name: '适应窗口' }).click();
    await keepPicture(page, `studio-${processId}`);
  });

  it('is drawn with tools that speak Chinese', async () => {
    const kinds = ['.djs-palette', '.djs-context-pad', '.bio-properties-panel-header-type'];
    const labels = ['.bio-properties-panel-group-header-title', '.bio-properties-panel-label'];
    const sheet = (await page.locator('.djs-container').boundingBox())!;
    for (const id of await oneOfEachKind(page)) {
      await page.mouse.click(sheet.x + sheet.width - 6, sheet.y + 6);
      const { x, y } = (await shape(page, id).boundingBox())!;
      await page.mouse.click(x + 3, y + 8);
      await page.locator(`.djs-shape[data-element-id="${id}"].selected`).waitFor();
      expect(await english(page, [...kinds, ...labels].join(', ')), id).toEqual([]);
    }
  });
});

describe('The form editor', () => {
  it('speaks Chinese for every component it offers, and begins each with Chinese words', async () => {
    // given
    const page = await open('probation_full');
    await select(page, 't_accept');
    await page.getByRole('button', { name: '打开表单' }).click();
    const offered = page.locator('.fjs-palette-field:visible');
    await offered.first().waitFor();
    const parts = ['.fjs-palette-container', '.fjs-form-field'];
    const labels = ['header-type', 'group-header-title', 'label', 'description'];
    const panel = labels.map((label) => `.fjs-properties-container .bio-properties-panel-${label}`);
    const types = await offered.evaluateAll((fields) =>
      fields.map((field) => (field as HTMLElement).dataset.fieldType!),
    );
    expect(types.length).toBeGreaterThan(10);

    // when
    for (const type of types) {
      await page.locator(`.fjs-palette-field[data-field-type="${type}"]`).click();
      await page
        .locator('.fjs-properties-container .bio-properties-panel-group-header-title')
        .first()
        .waitFor();

      // then
      expect(await english(page, [...parts, ...panel].join(', ')), type).toEqual([]);
    }
  });
});

/** Ids begin with what they are of: `t_accept`, `x_result`, `end_refused`. */
async function oneOfEachKind(page: Page): Promise<string[]> {
  const ids = await page
    .locator('.djs-shape:not([data-element-id$="_label"])')
    .evaluateAll((shapes) => shapes.map((one) => (one as HTMLElement).dataset.elementId!));
  return [...new Map(ids.map((id) => [id.split('_')[0], id])).values()];
}
