import { execFile } from 'node:child_process';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBER, Integer } from 'asn1js';
import { TimeStampReq, TSTInfo } from 'pkijs';
import { formToken, makeStampRequest, readStampTrust, verifyStamp } from '#stamp';

const run = promisify(execFile);

export const policies = { usual: '1.3.6.1.4.1.99999.1.1', other: '1.3.6.1.4.1.99999.1.2' } as const;

export type Signer =
  | 'good'
  | 'expired'
  | 'noPurpose'
  | 'twoPurposes'
  | 'notCritical'
  | 'usage'
  | 'rsa';

const extensions: Readonly<Record<Signer, string>> = {
  good: 'extendedKeyUsage=critical,timeStamping',
  rsa: 'extendedKeyUsage=critical,timeStamping',
  expired: 'extendedKeyUsage=critical,timeStamping',
  noPurpose: 'keyUsage=critical,digitalSignature',
  twoPurposes: 'extendedKeyUsage=critical,timeStamping,emailProtection',
  notCritical: 'extendedKeyUsage=timeStamping',
  usage:
    'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature,keyEncipherment',
};

const config = (dir: string): string => `
[req]
distinguished_name = name
prompt = no
[name]
CN = to be replaced
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical,CA:true,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
database = ${dir}/index.txt
crlnumber = ${dir}/crlnumber
default_md = sha256
default_crl_days = 7
unique_subject = no
[tsa]
serial = ${dir}/serial
signer_digest = sha256
default_policy = ${policies.usual}
other_policies = ${policies.other}
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_alg = sha256
[older]
serial = ${dir}/serial
signer_digest = sha256
default_policy = ${policies.usual}
digests = sha256
ess_cert_id_alg = sha1
`;

export class TimeAuthority {
  private constructor(
    readonly dir: string,
    readonly name: string,
    private readonly from: Date | undefined,
  ) {}

  static async create(name = 'Test', from?: Date): Promise<TimeAuthority> {
    const dir = mkdtempSync(join(tmpdir(), 'liaise-tsa-'));
    const authority = new TimeAuthority(dir, name, from);
    authority.write('openssl.cnf', config(dir));
    authority.write('index.txt', '');
    authority.write('crlnumber', '01\n');
    authority.write('serial', '01\n');
    const decade = inForce(3_650, from);
    await authority.openssl(
      `req -x509 ${key('root')} ${decade} -config openssl.cnf -subj /CN=${name}-root -extensions root -out ca.pem`,
    );
    await authority.certify('middle', 'ca', '-extfile openssl.cnf -extensions middle', decade);
    await authority.issue('good');
    await authority.revocationLists();
    return authority;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  get caFile(): string {
    return join(this.dir, 'ca.pem');
  }

  get crlFile(): string {
    return join(this.dir, 'crl.pem');
  }

  read(file: string): string {
    return readFileSync(join(this.dir, file), 'utf8');
  }

  write(file: string, content: string | Buffer): void {
    writeFileSync(join(this.dir, file), content);
  }

  async reply(query: Buffer, signer: Signer = 'good', section = 'tsa'): Promise<Buffer> {
    this.write('query.tsq', query);
    await this.openssl(
      `ts -reply -config openssl.cnf -section ${section} -queryfile query.tsq -out reply.tsr`,
      `-signer ${signer}.pem -inkey ${signer}.key -chain middle.pem`,
    );
    return readFileSync(join(this.dir, 'reply.tsr'));
  }

  /** Signs any TSTInfo with any certificate, which `openssl ts` refuses to do. @returns the response with this token */
  async forge(info: Buffer, signer: Signer = 'good', more = ''): Promise<Buffer> {
    this.write('info.der', info);
    await this.openssl(
      `cms -sign -binary -nodetach -outform DER -md sha256 -in info.der -out forged.der`,
      `-signer ${signer}.pem -inkey ${signer}.key -certfile middle.pem`,
      `-econtent_type id-smime-ct-TSTInfo ${more}`,
    );
    return granted(readFileSync(join(this.dir, 'forged.der')));
  }

  async issue(signer: Signer): Promise<void> {
    this.write(`${signer}.ext`, `${extensions[signer]}\nauthorityKeyIdentifier=keyid\n`);
    const past = '-not_before 20200101000000Z -not_after 20210101000000Z';
    const times = signer === 'expired' ? past : inForce(365, this.from);
    await this.certify(signer, 'middle', `-extfile ${signer}.ext`, times);
  }

  async revocationLists(...revoked: readonly Signer[]): Promise<void> {
    const by = '-config openssl.cnf -name ca';
    const middle = `${by} -cert middle.pem -keyfile middle.key`;
    for (const signer of revoked) await this.openssl(`ca ${middle} -revoke ${signer}.pem`);
    const since = this.from === undefined ? '' : `-crl_lastupdate ${asn1Time(this.from)}`;
    await this.openssl(`ca -gencrl ${since} ${by} -cert ca.pem -keyfile root.key -out root.crl`);
    await this.openssl(`ca -gencrl ${since} ${middle} -out middle.crl`);
    this.write('crl.pem', this.read('root.crl') + this.read('middle.crl'));
  }

  async openssl(...words: readonly string[]): Promise<string> {
    const args = words
      .join(' ')
      .split(' ')
      .filter((word) => word !== '');
    const { stdout } = await run('openssl', args, { cwd: this.dir, timeout: 20_000 });
    return stdout;
  }

  async certify(name: string, issuer: string, extensions: string, times: string): Promise<void> {
    const subject = `-config openssl.cnf -subj /CN=${this.name}-${name}`;
    await this.openssl(`req -new ${key(name)} ${subject} -out ${name}.csr`);
    await this.openssl(
      `x509 -req -in ${name}.csr -CA ${issuer}.pem -CAkey ${issuer === 'ca' ? 'root' : issuer}.key`,
      `-CAcreateserial ${times} ${extensions} -out ${name}.pem`,
    );
  }
}

const asn1Time = (at: Date): string => `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

const inForce = (days: number, from = inDays(-1)): string =>
  `-not_before ${asn1Time(from)} -not_after ${asn1Time(inDays(days))}`;

const key = (name: string): string =>
  `-newkey ${name === 'rsa' ? 'rsa:2048' : 'ec -pkeyopt ec_paramgen_curve:P-256'} -noenc -keyout ${name}.key`;

export function granted(token: Buffer): Buffer {
  const status = Buffer.from('3003020100', 'hex');
  const length = status.length + token.length;
  const head = Buffer.from([0x30, 0x82, length >> 8, length & 0xff]);
  return Buffer.concat([head, status, token]);
}

export type Reply =
  | { readonly status?: number; readonly type?: string; readonly body: Buffer }
  | ((response: ServerResponse) => void);

export class TimeServer {
  asked = 0;
  answer: (query: Buffer) => Promise<Reply>;
  private server: Server | undefined;
  private port = 0;

  constructor(readonly authority: TimeAuthority) {
    this.answer = this.honest;
  }

  readonly honest = async (query: Buffer): Promise<Reply> => ({
    body: await this.authority.reply(query),
  });

  get url(): string {
    return `http://127.0.0.1:${this.port}/tsa`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.asked += 1;
        this.answer(Buffer.concat(parts)).then(
          (reply) => say(response, reply),
          () => response.destroy(),
        );
      });
    });
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  }
}

function say(response: ServerResponse, reply: Reply): void {
  if (typeof reply === 'function') reply(response);
  else {
    const { status = 200, type = 'application/timestamp-reply', body } = reply;
    response.writeHead(status, { 'content-type': type }).end(body);
  }
}

type Members = Partial<NonNullable<ConstructorParameters<typeof TSTInfo>[0]>>;

export function tstInfo(query: Buffer, members: Members = {}): Buffer {
  const { messageImprint, nonce } = new TimeStampReq({
    schema: fromBER(Uint8Array.from(query)).result,
  });
  const made = new TSTInfo({
    version: 1,
    policy: policies.usual,
    messageImprint,
    serialNumber: new Integer({ value: 5 }),
    genTime: new Date(),
    ...(nonce === undefined ? {} : { nonce }),
    ...members,
  });
  return Buffer.from(made.toSchema().toBER());
}

export async function stamped(
  authority: TimeAuthority,
  bytes: Uint8Array,
  isFormed: boolean,
): Promise<Buffer> {
  const asked = makeStampRequest(bytes, randomBytes(16), policies.usual);
  const response = await authority.reply(asked.der);
  const trust = readStampTrust(authority.read('ca.pem'), undefined, policies.usual);
  const now = new Date();
  const { token, chain } = await verifyStamp(response, { bytes, nonce: asked.nonce, now }, trust);
  return isFormed ? formToken(token, chain) : token;
}

export async function stampedAt(
  authority: TimeAuthority,
  bytes: Uint8Array,
  genTime: Date,
): Promise<Buffer> {
  const asked = makeStampRequest(bytes, randomBytes(16), policies.usual);
  const made = await authority.forge(tstInfo(asked.der, { genTime }), 'good', '-cades');
  const trust = readStampTrust(authority.read('ca.pem'), undefined, policies.usual);
  return (await verifyStamp(made, { bytes, nonce: asked.nonce, now: genTime }, trust)).token;
}

export const certificateHash = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
