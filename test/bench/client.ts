import { connect, type Socket } from 'node:net';

/**
 * Child process: posts completions over keep-alive connections as fast as the server answers, each connection one at a
 * time. Plain sockets, so that on a small machine the client takes little from the server it measures.
 */
interface Order {
  port: number;
  cookie: string;
  clients: number;
  taskKeys: string[];
  body: string;
}

process.on('message', (order: Order) => {
  void work(order).then((result) => process.send!(result, () => process.disconnect()));
});

async function work(order: Order): Promise<{ completed: number; milliseconds: number }> {
  const sockets = await Promise.all(Array.from({ length: order.clients }, () => open(order.port)));
  const begin = performance.now();
  const counts = await Promise.all(sockets.map((socket) => drain(socket, order)));
  const milliseconds = performance.now() - begin;
  for (const socket of sockets) socket.destroy();
  return { completed: counts.reduce((sum, count) => sum + count, 0), milliseconds };
}

async function drain(socket: Socket, { taskKeys, cookie, body }: Order): Promise<number> {
  let count = 0;
  for (let key = taskKeys.pop(); key !== undefined; key = taskKeys.pop()) {
    const status = await post(socket, `/api/tasks/${key}/complete`, cookie, body);
    if (status !== 200)
      throw new Error(`Expected task ${key} to be completed, but the answer was ${status}.`);
    count += 1;
  }
  return count;
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
