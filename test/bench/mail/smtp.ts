import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export class SmtpConnection {
  #text = '';
  #waiting: ((reply: string) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').setNoDelay(true);
    socket.on('data', (text: string) => {
      this.#text += text;
      this.#offer();
    });
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the mail server hung up')));
  }

  static async open(port: number): Promise<SmtpConnection> {
    const socket = connect(port, '127.0.0.1');
    const connection = new SmtpConnection(socket);
    await once(socket, 'connect');
    await connection.#expect('220');
    socket.write('EHLO bench.invalid\r\n');
    await connection.#expect('250');
    return connection;
  }

  async send(from: string, to: string, mail: string): Promise<void> {
    this.socket.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
    for (const code of ['250', '250', '354']) await this.#expect(code);
    const lines = mail.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
    this.socket.write(`${lines}\r\n.\r\n`);
    await this.#expect('250');
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.end('QUIT\r\n');
  }

  async #expect(code: string): Promise<void> {
    const reply = await new Promise<string>((done, failed) => {
      this.#waiting = done;
      this.#failed = failed;
      this.#offer();
    });
    if (!reply.startsWith(code)) throw new Error(`the mail server said: ${reply}`);
  }

  #offer(): void {
    const reply = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(this.#text)?.[0];
    if (reply === undefined || this.#waiting === undefined) return;
    this.#text = this.#text.slice(reply.length);
    const taker = this.#waiting;
    this.#waiting = undefined;
    taker(reply);
  }
}
