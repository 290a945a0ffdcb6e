import { connect, type Socket } from 'node:net';

/** What to post to each task, and where: clients are dealt out over the ports. */
export interface Order {
  ports: number[];
  clients: number;
  /** The address of a task's completion; `:key` stands for the task. */
  path: string;
  cookie: string;
  body: string;
  taskKeys: string[];
}

export interface Answered {
  milliseconds: number;
  /** How often which status was answered. */
  statuses: Record<number, number>;
}

/**
 * Child process: posts completions over keep-alive connections as fast as the server answers, each connection one at a
 * time. Plain sockets, so that on a small machine the client takes little from the server it measures.
 */

process.on('message', (order: Order) => {
  void work(order).then((result) => process.send!(result, () => process.disconnect()));
});

async function work(order: Order): Promise<Answered> {
  const { ports, clients } = order;
  const sockets = await Promise.all(
    Array.from({ length: clients }, (_, i) => open(ports[i % ports.length]!)),
  );
  const statuses: Record<number, number> = {};
  const begin = performance.now();
  await Promise.all(sockets.map((socket) => drain(socket, order, statuses)));
  const milliseconds = performance.now() - begin;
  for (const socket of sockets) socket.destroy();
  return { milliseconds, statuses };
}

async function drain(socket: Socket, order: Order, statuses: Record<number, number>): Promise<void> {
  const { taskKeys, path, cookie, body } = order;
  for (let key = taskKeys.pop(); key !== undefined; key = taskKeys.pop()) {
    const status = await post(socket, path.replace(':key', key), cookie, body);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

function post(socket: Socket, path: string, cookie: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    let answer = '';
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (answer.length < end + 4 + length) return;
      socket.off('data', read);
      resolve(Number(answer.slice(9, 12)));
    };
    socket.on('data', read);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}
