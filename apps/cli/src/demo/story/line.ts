import { connect, createServer, type Server, type Socket } from 'node:net';

const mostSockets = 32;

export class Line {
  readonly #sockets = new Set<Socket>();
  #cut = false;

  private constructor(
    private readonly server: Server,
    readonly target: number,
  ) {
    server.on('connection', (socket) => this.#join(socket));
  }

  static open(port: number, target: number): Promise<Line> {
    const server = createServer();
    server.maxConnections = mostSockets / 2;
    return new Promise((done, failed) => {
      server.once('error', failed);
      server.listen(port, '127.0.0.1', () => done(new Line(server, target)));
    });
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  close(): Promise<void> {
    this.cut();
    return new Promise((done) => this.server.close(() => done()));
  }

  #join(near: Socket): void {
    if (this.#cut) {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
