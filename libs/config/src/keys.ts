import {
  databaseName,
  fingerprint,
  hostName,
  httpsOrigin,
  integer,
  logOrigin,
  loopbackUrl,
  objectIdentifier,
  oneOf,
  optional,
  path,
  port,
  socketFile,
  socketFolder,
  stateCode,
  timeUrl,
  tlsUrl,
  tokenName,
  witnessKey,
  type Rule,
} from './rules.js';

export interface Key<T> {
  readonly rule: Rule<T>;
  readonly standard: T | undefined;
  readonly doc: string;
}

const must = <T>(rule: Rule<T>, doc: string): Key<T> => ({ rule, standard: undefined, doc });
const may = <T>(rule: Rule<T>, standard: NoInfer<T>, doc: string): Key<T> => ({
  rule,
  standard,
  doc,
});

const kib = 1_024;
const mib = 1_024 * kib;

const timeAuthority = {
  url: may(
    optional(timeUrl),
    '',
    'Where the time-stamp authority answers; nothing: there is none.',
  ),
  caFile: may(
    optional(path),
    '',
    'Certificates (PEM) that its time-stamps must lead to: the self-signed one, and any in between.',
  ),
  crlFile: may(
    optional(path),
    '',
    'Revocation lists (PEM) for all certificates below it, kept fresh by the operator; nothing: not looked at.',
  ),
  policy: may(optional(objectIdentifier), '', 'The only policy whose time-stamps count.'),
  tlsCaFile: may(
    optional(path),
    '',
    'Certificates (PEM) that the TLS certificate of an `https` address must lead to.',
  ),
} as const;

const x509Seal = {
  chainFile: may(
    optional(path),
    '',
    'Certificate of the X.509 seal of the authority (PEM), then each issuer up to the self-signed one; nothing: packages have no CMS seal.',
  ),
  keyFile: may(optional(path), '', 'Private key of that certificate (PEM, mode 600).'),
  device: may(
    optional(tokenName),
    '',
    'Or that key in a device: its PKCS#11 name, without the PIN.',
  ),
  module: may(optional(path), '', 'Library of that device.'),
  pinFile: may(optional(path), '', 'PIN of that device, alone in a file (mode 600).'),
} as const;

const outsideWitness = {
  url: may(
    optional(timeUrl),
    '',
    'Where a witness outside takes `add-checkpoint`, without that word; nothing: there is none.',
  ),
  key: may(
    optional(witnessKey),
    '',
    'Its verifier key, with its name, as its operator told it by another way. It must be of nobody in this State.',
  ),
  note: may(
    oneOf(['OWN', 'SECOND']),
    'OWN' as const,
    "Which note it is offered: by the custody log's name, or the second note, for a witness that takes no other.",
  ),
  tlsCaFile: may(
    optional(path),
    '',
    'Certificates (PEM) that the TLS certificate of an `https` address must lead to.',
  ),
} as const;

// Every setting of a State. Secrets are files named by path, and no key turns a protection off.
const topKeys = {
  state: must(stateCode, 'The State this gateway belongs to.'),
  rootFingerprint: must(fingerprint, "Fingerprint of this State's own root key."),
  dataDir: must(path, 'Folder of the database, logs and pid files.'),
  keysDir: must(path, 'Folder of the private keys, one subfolder per service.'),
  objectsDir: must(path, 'Folder of the attachment ciphertexts.'),
} as const;

export const sections = {
  http: {
    host: may(hostName, '127.0.0.1', 'Address the API listens on.'),
    port: may(port, 8443, 'Port the API listens on.'),
    certFile: must(path, 'TLS certificate (PEM, with its chain).'),
    keyFile: must(path, 'Private key of the TLS certificate.'),
    origin: must(httpsOrigin, 'Origin officers sign in their login: what the browser shows.'),
  },
  database: {
    socketDir: must(socketFolder, 'Folder of the PostgreSQL socket; there is no network access.'),
    port: may(port, 5432, 'Number in the name of the socket file.'),
    name: may(databaseName, 'liaise', 'Name of the database.'),
    passwordDir: must(path, 'Folder with one password file per service.'),
  },
  bus: {
    url: must(tlsUrl, 'The internal bus.'),
    caFile: must(path, "Certificate of the bus's authority."),
    seedDir: must(path, 'Folder with one nkey seed file per service.'),
  },
  border: {
    url: must(tlsUrl, "This State's own border server."),
    monitorUrl: must(loopbackUrl, 'Where the border server tells its own settings.'),
    caFile: must(path, "Certificate of the border server's authority."),
    certFile: must(path, 'Client certificate of `exchange`; mutual TLS is not optional.'),
    keyFile: must(path, 'Private key of that certificate.'),
    seedFile: must(path, 'nkey seed of `exchange` at the border server.'),
  },
  log: {
    origin: must(logOrigin, 'Name of the custody log in its checkpoints; never changes.'),
    headFile: must(
      path,
      'Newest signed checkpoint outside the database, by which a rollback of the database is noticed.',
    ),
    policyFile: may(
      optional(path),
      '',
      'Policy (tlog-policy) of the witnesses that must cosign the custody log; without it one neighbour will do.',
    ),
  },
  x509Seal,
  packages: {
    profileFile: may(
      optional(path),
      '',
      'Profile of the rules by which evidence packages are judged, with its signature by the State key `package` beside it, under its name and `.sig`; nothing: the draft `untoc`.',
    ),
  },
  tsa1: timeAuthority,
  tsa2: timeAuthority,
  witness1: outsideWitness,
  witness2: outsideWitness,
  antivirus: {
    socket: may(
      optional(socketFile),
      '',
      "Socket of the antivirus daemon of this machine (ClamAV's clamd); nothing: no attachment is scanned, and each is marked so.",
    ),
  },
  retention: {
    horizonDays: may(
      integer(1, 3_650),
      30,
      'Age of the oldest backup that may be restored, in days: storage keys and encryption subkeys that only older ones would need are destroyed.',
    ),
  },
  limits: {
    attachmentBytes: may(
      integer(kib, 2_048 * mib),
      256 * mib,
      'Largest attachment, sent or received.',
    ),
    attachmentsPerDocument: may(
      integer(0, 32),
      16,
      'Most attachments of one document, sent or received.',
    ),
    classificationCeiling: may(
      oneOf(['UNCLASSIFIED', 'RESTRICTED', 'CONFIDENTIAL', 'SECRET', 'TOP_SECRET']),
      'UNCLASSIFIED' as const,
      'Highest classification that this gateway is accredited for; a document marked above it is neither sent nor taken.',
    ),
    silenceUrgentMinutes: may(
      integer(1, 1_440),
      15,
      'Longest silence after each step of a message that is urgent or a risk to life, until it is recorded.',
    ),
    silenceMinutes: may(
      integer(1, 10_080),
      240,
      'Longest silence after each step of any other message, until it is recorded.',
    ),
    sessionMinutes: may(integer(5, 720), 480, 'Longest life of a session.'),
    // Two processes record use once a minute: a shorter time would end sessions in use.
    idleMinutes: may(integer(5, 120), 15, 'A session ends after this time without a request.'),
    requestsPerMinute: may(integer(10, 10_000), 300, 'Requests of one session a minute.'),
    loginsPerMinute: may(
      integer(1, 600),
      30,
      'Logins from one address a minute; as many enrolments, directory entries and malformed ones beside them.',
    ),
    connectionsPerAddress: may(
      integer(8, 2_000),
      200,
      'Open connections of the API from one address (IPv6: from 64 bits of it).',
    ),
    poolSize: may(integer(2, 50), 8, 'Database connections of one service.'),
    statementTimeoutMs: may(integer(100, 600_000), 10_000, 'Longest time of one SQL statement.'),
    lockTimeoutMs: may(integer(100, 60_000), 5_000, 'Longest wait for a row lock.'),
    busTimeoutMs: may(integer(100, 60_000), 5_000, 'Longest wait for an answer on the bus.'),
  },
} as const;

type ValueOf<K> = K extends Key<infer T> ? T : never;
type Values<S> = { readonly [K in keyof S]: ValueOf<S[K]> };

export type Settings = Values<typeof topKeys> & {
  readonly [S in keyof typeof sections]: Values<(typeof sections)[S]>;
};

export interface Row {
  readonly path: string;
  readonly section: string | undefined;
  readonly name: string;
  readonly variable: string;
  readonly key: Key<unknown>;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();

function rowsOf(section: string | undefined, keys: Readonly<Record<string, Key<unknown>>>): Row[] {
  return Object.entries(keys).map(([name, key]) => ({
    path: section === undefined ? name : `${section}.${name}`,
    section,
    name,
    variable: ['LIAISE', ...(section === undefined ? [] : [snake(section)]), snake(name)].join('_'),
    key,
  }));
}

export const rows: readonly Row[] = [
  ...rowsOf(undefined, topKeys),
  ...Object.entries(sections).flatMap(([section, keys]) => rowsOf(section, keys)),
];
