import { describe, expect, test } from 'vitest';
import { diagramLimits } from '../../engine/bpmn/limits.ts';
import { basic, now, useEngineApi } from '../support/engine-api.ts';
import { deepDiagram, longDiagram } from '../support/large-diagrams.ts';

const api = useEngineApi();

interface Answer {
  code: string;
  title: string;
  detail: string;
}

async function deploy(...files: string[]): Promise<{ status: number; body: Answer }> {
  const form = new FormData();
  files.forEach((file, index) => form.append('resources', new File([file], `large${index}.bpmn`)));
  const response = await fetch(new URL('/v2/deployments', api.url), {
    method: 'POST',
    headers: { Authorization: basic(api.account) },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

describe('a large diagram is deployed and started', () => {
  test(`of ${diagramLimits.flowNodes} flow nodes`, async () => {
    expect((await deploy(longDiagram(diagramLimits.flowNodes))).status).toBe(200);
    const { processInstanceKey } = await api.client.createProcessInstance({
      processDefinitionId: 'long',
    } as never);
    const found = await api.client.searchUserTasks({ filter: { processInstanceKey } } as never, now);
    expect(found.items.map(({ elementId }) => elementId)).toEqual(['userTask1']);
  });

  test('of 200 sub-processes inside each other, down to the innermost task and back', async () => {
    expect((await deploy(deepDiagram(200))).status).toBe(200);
    const started = await api.client.createProcessInstance({ processDefinitionId: 'deep' } as never);
    const filter = { processInstanceKey: started.processInstanceKey };
    const found = await api.client.searchUserTasks({ filter } as never, now);
    expect(found.items.map(({ elementId }) => elementId)).toEqual(['leaf']);

    await api.client.completeUserTask({ userTaskKey: found.items[0]!.userTaskKey } as never);
    const ended = await api.client.searchProcessInstances({ filter } as never, now);
    expect(ended.items.map(({ state }) => state)).toEqual(['COMPLETED']);
  });
});

describe('a diagram that is too large is refused', () => {
  test.each([
    ['of too many flow nodes', () => longDiagram(diagramLimits.flowNodes + 1)],
    ['of too deep sub-processes', () => deepDiagram(300)],
    ['of more than ten million bytes', () => 'x'.repeat(diagramLimits.bytes + 1)],
  ])('%s', async (_, draw) => {
    const { status, body } = await deploy(draw());
    expect([status, body.code]).toEqual([400, 'invalid_process']);
    expect(body.detail).toMatch(/文件太大：最多 [\d,]+ .+。请/);
  });

  test('files that are together larger than a deployment may be: 413', async () => {
    const half = 'x'.repeat(7_000_000);
    for (const files of [[half, half], ['x'.repeat(13_000_000)]]) {
      const { status, body } = await deploy(...files);
      expect([status, body.title, body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE', 'too_large']);
      expect(body.detail).toBe('文件太大，一次提交的文件合计不能超过 12 MB。请分几次提交。');
    }
  });

  test('also when nobody says how large they are', async () => {
    const part = `--x\r\nContent-Disposition: form-data; name="resources"; filename="a.bpmn"\r\n\r\n`;
    async function* chunks() {
      for (let file = 0; file < 2; file++) {
        yield Buffer.from(part);
        for (let sent = 0; sent < 7; sent++) yield Buffer.alloc(1_000_000, 'x');
        yield Buffer.from('\r\n');
      }
      yield Buffer.from('--x--\r\n');
    }
    const response = await fetch(new URL('/v2/deployments', api.url), {
      method: 'POST',
      headers: { Authorization: basic(api.account), 'Content-Type': 'multipart/form-data; boundary=x' },
      body: chunks(),
      duplex: 'half',
    } as unknown as RequestInit);
    expect([response.status, ((await response.json()) as Answer).code]).toEqual([413, 'too_large']);
  });
});
