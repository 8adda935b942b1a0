import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Line } from './line.js';

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

describe('the line between two borders', () => {
  const far = createServer((socket) => socket.pipe(socket));
  let line: Line;
  let port: number;

  beforeAll(async () => {
    far.listen(0, '127.0.0.1');
    const free = createServer().listen(0, '127.0.0.1');
    await Promise.all([once(far, 'listening'), once(free, 'listening')]);
    port = portOf(free);
    await new Promise((done) => free.close(done));
    line = await Line.open(port, portOf(far));
  });
  afterAll(async () => {
    await line.close();
    await new Promise((done) => far.close(done));
  });

  const dial = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const echo = async (socket: Socket, text: string): Promise<string> => {
    socket.write(text);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString('utf8');
  };

  it('passes bytes both ways', async () => {
    const socket = await dial();
    expect(await echo(socket, 'one')).toBe('one');
    socket.destroy();
  });

  it('ends what runs when it is cut, refuses what comes, and carries again once mended', async () => {
    const running = await dial();
    expect(await echo(running, 'two')).toBe('two');
    const ended = once(running, 'close');
    line.cut();
    await ended;
    const late = await dial();
    await once(late, 'close');
    line.mend();
    const again = await dial();
    expect(await echo(again, 'three')).toBe('three');
    again.destroy();
  });
});
