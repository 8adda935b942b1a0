import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from '../load.js';

const run = promisify(execFile);
const programs = '/usr/lib/postfix/sbin';
// Shell wrapper that ends the server when our end of its standard input closes. `set -m` gives the server a
// process group of its own.
const runner = 'set -m; trap "" INT; "$@" & cat; kill $!; wait $!';
const box = 'inbox';

export function whyNoPostfix(): string | undefined {
  if (!existsSync(join(programs, 'master')))
    return 'Postfix is not installed: apt-get install postfix';
  if (process.getuid?.() !== 0) return 'Postfix starts its processes as several users: needs root';
  return undefined;
}

export interface Postfix {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly relayTo?: number;
  readonly owner: { readonly uid: number; readonly gid: number };
}

export class MailServer {
  #shell: ChildProcess | undefined;
  readonly #mailbox: string;
  readonly #settings: string;

  constructor(private readonly server: Postfix) {
    this.#mailbox = join(server.folder, 'mail');
    this.#settings = join(server.folder, 'conf');
  }

  get arrivals(): string {
    return join(this.#mailbox, box, 'new');
  }

  get pid(): number {
    const pid = this.#shell?.pid;
    if (pid === undefined) throw new Error(`${this.server.host} does not run`);
    return pid;
  }

  async start(): Promise<void> {
    const { folder, owner } = this.server;
    for (const each of [folder, this.#settings, this.#mailbox, join(folder, 'spool')])
      mkdirSync(each, { recursive: true, mode: 0o755 });
    // Postfix makes a Maildir only below a folder of its owner.
    chownSync(this.#mailbox, owner.uid, owner.gid);
    mkdirSync(join(folder, 'data'), { mode: 0o700 });
    chownSync(join(folder, 'data'), userId('postfix'), 0);
    for (const part of ['', 'new', 'cur', 'tmp']) {
      const path = join(this.#mailbox, box, part);
      mkdirSync(path, { recursive: true, mode: 0o700 });
      chownSync(path, owner.uid, owner.gid);
    }
    writeFileSync(join(this.#settings, 'main.cf'), this.#main());
    writeFileSync(join(this.#settings, 'master.cf'), this.#services());
    await run('postfix', ['-c', this.#settings, 'check']);
    const args = ['-c', runner, 'sh', join(programs, 'master'), '-c', this.#settings, '-d'];
    this.#shell = spawn('/bin/sh', args, { stdio: ['pipe', 'ignore', 'ignore'] });
    await this.#answering();
  }

  async stop(): Promise<void> {
    const shell = this.#shell;
    this.#shell = undefined;
    if (shell === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
    const ended = once(shell, 'exit');
    shell.stdin?.end();
    await ended;
  }

  get #log(): string {
    return join(this.server.folder, 'mail.log');
  }

  async #answering(): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await answers(this.server.port))) {
      if (Date.now() > end) {
        const log = existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
        throw new Error(`${this.server.host} does not answer\n${log.slice(-2_000)}`);
      }
      await pause(50);
    }
  }

  #main(): string {
    const { folder, host, relayTo, owner } = this.server;
    const delivery: Readonly<Record<string, string | number>> =
      relayTo === undefined
        ? {
            virtual_mailbox_domains: host,
            virtual_mailbox_base: this.#mailbox,
            virtual_mailbox_maps: `static:${box}/`,
            virtual_mailbox_limit: 0,
            virtual_uid_maps: `static:${owner.uid}`,
            virtual_gid_maps: `static:${owner.gid}`,
          }
        : { relayhost: `[127.0.0.1]:${relayTo}` };
    const all: Readonly<Record<string, string | number>> = {
      compatibility_level: '3.6',
      queue_directory: join(folder, 'spool'),
      data_directory: join(folder, 'data'),
      maillog_file: this.#log,
      maillog_file_prefixes: folder,
      myhostname: host,
      mydestination: '',
      local_recipient_maps: '',
      alias_maps: '',
      alias_database: '',
      inet_interfaces: '127.0.0.1',
      inet_protocols: 'ipv4',
      mynetworks: '127.0.0.1/32',
      smtpd_relay_restrictions: 'permit_mynetworks, reject',
      disable_dns_lookups: 'yes',
      smtpd_peername_lookup: 'no',
      smtp_tls_security_level: 'none',
      // Settings that favour the competitor: no delays under load, several connections to the next server.
      in_flow_delay: 0,
      default_destination_concurrency_limit: 50,
      initial_destination_concurrency: 20,
      ...delivery,
    };
    return Object.entries(all)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('');
  }

  #services(): string {
    const lines = [
      `127.0.0.1:${this.server.port} inet n - n - - smtpd`,
      'cleanup unix n - n - 0 cleanup',
      'qmgr unix n - n 300 1 qmgr',
      'rewrite unix - - n - - trivial-rewrite',
      ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
      'proxymap unix - - n - - proxymap',
      'anvil unix - - n - 1 anvil',
      'scache unix - - n - 1 scache',
      ...['smtp', 'error', 'retry'].map(
        (name) => `${name} unix - - n - - ${name === 'retry' ? 'error' : name}`,
      ),
      'virtual unix - n n - - virtual',
      'postlog unix-dgram n - n - 1 postlogd',
    ];
    return `${lines.join('\n')}\n`;
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answered = await new Promise<boolean>((done) => {
    socket.once('error', () => {
      done(false);
    });
    socket.once('data', () => {
      done(true);
    });
  });
  socket.destroy();
  return answered;
}

function userId(name: string): number {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const uid = Number(line?.split(':')[2]);
  if (!Number.isSafeInteger(uid)) throw new Error(`no user ${name}`);
  return uid;
}
