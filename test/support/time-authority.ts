import { execFile } from 'node:child_process';
import { createHash, randomBytes, sign, X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBER, Integer } from 'asn1js';
import { TimeStampReq, TSTInfo } from 'pkijs';
import { membersOf, type Read, readDer } from '#cms';
import {
  der,
  formToken,
  makeStampRequest,
  objectId,
  octetString,
  readStampTrust,
  setOf,
  type VerifiedStamp,
  verifyStamp,
} from '#stamp';
import { folderOfRun } from './suite.js';

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
[middle]
basicConstraints = critical,CA:true,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 7
unique_subject = no
[tsa]
serial = serial
signer_digest = sha256
default_policy = ${policies.usual}
other_policies = ${policies.other}
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_alg = sha256
[older]
serial = serial
signer_digest = sha256
default_policy = ${policies.usual}
digests = sha256
ess_cert_id_alg = sha1
`;

export class TimeAuthority {
  #first: Promise<VerifiedStamp> | undefined;

  private constructor(
    readonly dir: string,
    readonly name: string,
    private readonly from: Date | undefined,
  ) {}

  static async create(name = 'Test', from?: Date): Promise<TimeAuthority> {
    return new TimeAuthority(newFolder(), name, from).#begin();
  }

  /** Makes a copy of the one authority that the suites of a Jest run share, five days old. */
  static async ofRun(): Promise<TimeAuthority> {
    const [name, from] = ['Stamps', inDays(-5)];
    const made = await folderOfRun('time-authority', async (folder) => {
      await new TimeAuthority(folder, name, from).#begin();
    });
    if (made === undefined) return TimeAuthority.create(name, from);
    const dir = newFolder();
    cpSync(made, dir, { recursive: true });
    return new TimeAuthority(dir, name, from);
  }

  async #begin(): Promise<this> {
    this.write('openssl.cnf', config);
    this.write('index.txt', '');
    this.write('crlnumber', '01\n');
    this.write('serial', '01\n');
    const decade = inForce(3_650, this.from);
    await this.openssl(
      `req -x509 ${key('root')} ${decade} -config openssl.cnf -subj /CN=${this.name}-root -extensions root -out ca.pem`,
    );
    await this.certify('middle', 'ca', '-extfile openssl.cnf -extensions middle', decade);
    await this.issue('good');
    await this.revocationLists();
    return this;
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

  /** Makes a time-stamp from the first one that openssl made; starts no process. */
  async stamp(bytes: Uint8Array): Promise<Buffer> {
    const { token, chain } = await (this.#first ??= answered(this, bytes));
    return formToken(tokenLike(token, bytes, this.read('good.key')), chain);
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
    // Its chain would not fit a new key.
    this.#first = undefined;
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

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'liaise-tsa-'));
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

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

type Path = readonly number[];
type Change = readonly [path: Path, value: Buffer];

function partOf(bytes: Uint8Array, [at, ...path]: Path): Read {
  const [read] = readDer(bytes);
  const member = at === undefined ? read : membersOf(read)[at];
  if (member === undefined) throw new Error('no such member');
  return at === undefined ? member : partOf(member.bytes, path);
}

function changed(bytes: Uint8Array, [[at, ...path], value]: Change): Buffer {
  if (at === undefined) return value;
  const whole = partOf(bytes, []);
  const members = membersOf(whole).map((each, i) =>
    i === at ? changed(each.bytes, [path, value]) : each.bytes,
  );
  return der(whole.tag, ...members);
}

const changedBy = (bytes: Uint8Array, ...changes: readonly Change[]): Buffer =>
  changes.reduce(changed, Buffer.from(bytes));

const infoPath = [1, 0, 2, 1, 0];
const signerPath = [1, 0, 4, 0];
const [digestId, timeId] = [objectId('1.2.840.113549.1.9.4'), objectId('1.2.840.113549.1.9.5')];

/** Makes the token that the same authority would give for other bytes now. */
function tokenLike(model: Uint8Array, bytes: Uint8Array, key: string): Buffer {
  const now = new Date();
  const { nonce } = makeStampRequest(bytes, randomBytes(16), policies.usual);
  // X.690, section 11.7: a fraction without zeros at its end.
  const time = now
    .toISOString()
    .replace(/[-:T]/g, '')
    .replace(/\.?0*Z$/, 'Z');
  const info = changedBy(
    partOf(model, infoPath).content,
    [[2, 1], octetString(hashOf(bytes))],
    [[3], der(0x02, Buffer.from([1]), randomBytes(7))],
    [[4], der(0x18, Buffer.from(time))],
    [[6], der(0x02, nonce)],
  );
  const values = [
    [digestId, octetString(hashOf(info))],
    [timeId, der(0x17, Buffer.from(asn1Time(now).slice(2)))],
  ] as const;
  const attributes = setOf(
    ...membersOf(partOf(model, [...signerPath, 3])).map((each) => {
      const value = values.find(([id]) => id.equals(partOf(each.bytes, [0]).bytes))?.[1];
      return value === undefined ? each.bytes : changed(each.bytes, [[1, 0], value]);
    }),
  );
  return changedBy(
    model,
    [infoPath, octetString(info)],
    [[...signerPath, 3], der(0xa0, partOf(attributes, []).content)],
    [[...signerPath, 5], octetString(sign('sha256', attributes, key))],
  );
}

async function answered(authority: TimeAuthority, bytes: Uint8Array): Promise<VerifiedStamp> {
  const asked = makeStampRequest(bytes, randomBytes(16), policies.usual);
  const response = await authority.reply(asked.der);
  const trust = readStampTrust(authority.read('ca.pem'), undefined, policies.usual);
  return verifyStamp(response, { bytes, nonce: asked.nonce, now: new Date() }, trust);
}

export const stamped = async (
  authority: TimeAuthority,
  bytes: Uint8Array,
  isFormed: boolean,
): Promise<Buffer> =>
  isFormed ? authority.stamp(bytes) : (await answered(authority, bytes)).token;

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
