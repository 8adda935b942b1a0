import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { makeFolder } from '../installation/files.js';

const run = promisify(execFile);
const policy = '1.3.6.1.4.1.99999.1.1';
const mostBytes = 4_096;

const config = `
[req]
distinguished_name = name
prompt = no
[name]
CN = to be replaced
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,timeStamping
authorityKeyIdentifier = keyid
[tsa]
serial = serial
signer_digest = sha256
default_policy = ${policy}
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_alg = sha256
`;
const ecKey = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc';

export interface TimeSettings {
  readonly url: string;
  readonly caFile: string;
  readonly policy: string;
}

/** Stand-in for an outside time-stamp authority, run with openssl, so that the demo needs no network. */
export class TimeAuthority {
  #server: Server | undefined;
  // Answers one after the other: they share a file of serial numbers.
  #last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly dir: string) {}

  static async start(dir: string): Promise<TimeAuthority> {
    await makeFolder(dir);
    const authority = new TimeAuthority(dir);
    await writeFile(join(dir, 'openssl.cnf'), config);
    await writeFile(join(dir, 'serial'), '01\n');
    await authority.#openssl(
      `req -x509 ${ecKey} -keyout root.key -config openssl.cnf -subj /CN=Time -extensions root -days 30 -out ca.pem`,
    );
    await authority.#openssl(
      `req -new ${ecKey} -keyout signer.key -config openssl.cnf -subj /CN=Stamps -out signer.csr`,
    );
    await authority.#openssl(
      'x509 -req -in signer.csr -CA ca.pem -CAkey root.key -CAcreateserial -days 30 -extfile openssl.cnf -extensions signer -out signer.pem',
    );
    await authority.#listen();
    return authority;
  }

  get caFile(): string {
    return join(this.dir, 'ca.pem');
  }

  get settings(): TimeSettings {
    const { port } = this.#server?.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/`, caFile: this.caFile, policy };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
    await this.#last.catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#asked(request).then(
        (reply) =>
          response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply),
        () => response.writeHead(500).end(),
      );
    });
    this.#server = server;
    await new Promise<void>((ready, failed) => {
      server.once('error', failed);
      server.listen(0, '127.0.0.1', ready);
    });
  }

  async #asked(request: IncomingMessage): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > mostBytes) throw new RangeError('query');
      parts.push(part);
    }
    const answer = this.#last.catch(() => undefined).then(() => this.#reply(Buffer.concat(parts)));
    this.#last = answer;
    return answer;
  }

  async #reply(query: Buffer): Promise<Buffer> {
    await writeFile(join(this.dir, 'query.tsq'), query);
    await this.#openssl(
      'ts -reply -config openssl.cnf -section tsa -queryfile query.tsq -out reply.tsr -signer signer.pem -inkey signer.key',
    );
    return readFile(join(this.dir, 'reply.tsr'));
  }

  async #openssl(words: string): Promise<void> {
    try {
      await run('openssl', words.split(' '), { cwd: this.dir, timeout: 20_000 });
    } catch (error) {
      throw new CliError('CLI_DEMO_FAILED', say('timeAuthority.opensslNeeded'), error);
    }
  }
}
