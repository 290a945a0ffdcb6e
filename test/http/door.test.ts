import { afterEach, describe, expect, it } from 'vitest';
import { openDoor, type Door } from '../../engine/http/door.ts';

const address = { HOST: '127.0.0.1', PORT: 0 };
const doors: Door[] = [];

afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

async function open(): Promise<Door> {
  const door = await openDoor(address);
  doors.push(door);
  return door;
}

const knock = ({ port }: Door, accept: string) =>
  fetch(`http://127.0.0.1:${port}/inbox`, { headers: { Accept: accept } });

describe('The door of a node', () => {
  it('asks people and programs to wait until the application lets them in', async () => {
    // given
    const door = await open();
    const page = await knock(door, 'text/html,*/*;q=0.8');
    const answer = await knock(door, 'application/json');

    // then
    expect([page.status, page.headers.get('Content-Type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('正在启动');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'unavailable', status: 503 });

    // when
    door.letIn((_, response) => response.end('inside'));
    // then
    expect(await (await knock(door, '*/*')).text()).toBe('inside');
  });

  it('stands in the way of a second one on its port, and closes once', async () => {
    const door = await open();
    await expect(openDoor({ ...address, PORT: door.port })).rejects.toThrow(`端口 ${door.port} 已被占用`);
    await Promise.all([door.close(), door.close()]);
    await expect(knock(door, '*/*')).rejects.toThrow();
  });
});
