import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Journal, object, type Draft, type EventObject, type ObjectRole } from '#journal';
import {
  type Classification,
  parseDocumentId,
  parseLinkId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseStateCode,
  parseThreadId,
} from '#kernel';
import { type Connection, type Store } from '#store';
import { ownerOf, type TestPostgres } from './postgres.js';
import type { Waiting } from '#mailbox';

export const origin = 'audit.a.example/2026';

export const testConfig = createHash('sha256').update('settings').digest('hex');

export const testLimits = () => ({
  classificationCeiling: 'RESTRICTED' as Classification,
  attachmentBytes: 1_073_741_824,
  attachmentsPerDocument: 16,
  silenceUrgentMinutes: 15,
  silenceMinutes: 240,
  sessionMinutes: 480,
  idleMinutes: 15,
});

export const threadOf = (n: number) =>
  parseThreadId(`01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);
export const messageOf = (n: number) => parseMessageId(n.toString(16).padStart(32, '0'));
export const shaOf = (text: string) => parseSha256(createHash('sha256').update(text).digest('hex'));
export const objectFor = (role: ObjectRole, text: string, size: number): EventObject => ({
  ...object(role, Buffer.from(text)),
  size,
});
export const linkOf = (n: number) => parseLinkId(n.toString(16).padStart(32, '0'));

export const officer = parseOfficerId('anna.berg');

export const viewed = (thread: number): Draft => ({
  typ: 'item.viewed',
  data: { screen: 'thread', purpose: 'INVESTIGATION' },
  case: { thread: threadOf(thread), compartment: 'ENFORCEMENT' },
  actor: { officer, role: 'LIAISON_OFFICER' },
});

export const intent = (message: number, link = 1): Draft => ({
  typ: 'msg.send.intent',
  data: {
    messageId: messageOf(message),
    document: documentOf(message),
    envelopeSha256: shaOf(`envelope ${message}`),
  },
  channel: { link: linkOf(link), peer: parseStateCode('XB'), dir: 'OUT', seq: message },
  obj: [objectFor('ciphertext', `ciphertext ${message}`, 4096)],
});

export const denied = (rule: string): Draft => ({
  typ: 'access.denied',
  data: { rule, count: 1 },
  reason: 'NOT_PERMITTED',
});

export const documentOf = (n: number) => parseDocumentId(threadOf(n));

export interface TestJournal {
  readonly journal: Journal;
  readonly publicKey: KeyObject;
}

export function journalOf(service: string): TestJournal {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pseudonymKey = Buffer.alloc(32, 7);
  const journal = new Journal({
    origin,
    service,
    version: '0.1.0',
    config: testConfig,
    eventKey: privateKey,
    pseudonymKey,
  });
  return { journal, publicKey };
}

export async function storeOf(
  postgres: TestPostgres,
  database: Connection,
  service: string,
  poolSize = 4,
): Promise<Store> {
  const login = await postgres.role(database, `liaise_${service}`);
  return postgres.store(login, service, poolSize);
}

export const asOwner = <T extends object>(
  database: Connection,
  sql: string,
  params: readonly unknown[] = [],
): Promise<T[]> => ownerOf(database).query<T>(sql, params);

export async function anyServiceSigns(database: Connection): Promise<Connection> {
  await asOwner(
    database,
    `create or replace function journal.may_sign(typ text, service text) returns boolean language sql immutable strict return true`,
  );
  return database;
}

export const nothingWaits: Waiting = {
  peers: new Map(),
  formal: false,
  aside: { codes: new Map(), due: [] },
};
