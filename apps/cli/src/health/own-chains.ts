import { PostgresCluster } from '#runner';
import { asAdmin } from '#store';
import { trustCodes } from '#trust';
import { errorTexts, say } from '#language/console';
import type { Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';
import { fail, ok, type Finding } from './finding.js';

export interface ServiceBeat {
  readonly service: string;
  readonly degraded: readonly string[];
}

type OwnChainCode = 'TRUST_CHAIN_BROKEN' | 'TRUST_NOTE_MISSING' | 'TRUST_NOTE_INVALID';
const codes: readonly OwnChainCode[] = [
  'TRUST_CHAIN_BROKEN',
  'TRUST_NOTE_MISSING',
  'TRUST_NOTE_INVALID',
];

const servicesWith = (code: string, beats: readonly ServiceBeat[]): string[] =>
  beats.filter(({ degraded }) => degraded.includes(code)).map(({ service }) => service);

export const ownChainLines = (beats: readonly ServiceBeat[]): string[] =>
  codes.flatMap((code) => {
    const found = servicesWith(code, beats);
    const services = found.join(', ');
    return found.length === 0
      ? []
      : [say('ownChains.line', { code, services, ...errorTexts(code, trustCodes[code]) })];
  });

export function judgeOwnChains(beats: readonly ServiceBeat[]): Finding[] {
  const found = codes.flatMap((code) => {
    const services = servicesWith(code, beats);
    const { title, remedy } = errorTexts(code, trustCodes[code]);
    const what = say('ownChains.what', { code, title, services: services.join(', ') });
    return services.length === 0 ? [] : [fail(say('ownChains.directoryChains'), what, remedy)];
  });
  return found.length > 0
    ? found
    : [ok(say('ownChains.directoryChains'), say('ownChains.noteCustodyLogSay'))];
}

export async function readBeats({ layout }: Installed): Promise<ServiceBeat[] | undefined> {
  try {
    const database = new PostgresCluster(layout.postgres).admin(databaseName);
    return await asAdmin(database, (admin) =>
      admin.query<ServiceBeat>('SELECT service, degraded FROM ops.service ORDER BY service'),
    );
  } catch {
    return undefined;
  }
}
