import { isCoded } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { renderBorder, renderBus } from '../installation/brokers.js';
import type { Installed } from '../installation/installed.js';
import { assertPair, issued, readTlsCertificate } from '../installation/keys/certificates.js';
import { certificateAuthorities } from '../installation/layout.js';
import { briefly } from '../print/explain.js';
import { messageOf } from '../print/message-of.js';
import { fail, ok, type Finding } from './finding.js';

const whyNot = (error: unknown): string => (isCoded(error) ? briefly(error) : messageOf(error));

async function configurations({ layout, settings }: Installed): Promise<Finding> {
  const name = say('brokerFiles.name');
  try {
    renderBus(layout, settings);
    const { links } = await renderBorder(layout, settings);
    return ok(name, sayCount('brokerFiles.links', { count: links.length }));
  } catch (error) {
    return fail(name, whyNot(error), say('brokerFiles.mend'));
  }
}

// The settings may name another certificate than the one that `liaise init` made for a service.
function pairsOf({ layout, settings: { http, border } }: Installed) {
  const own = new Map([
    ['http', { certificateFile: http.certFile, keyFile: http.keyFile }],
    ['border-exchange', { certificateFile: border.certFile, keyFile: border.keyFile }],
  ]);
  return issued.map(({ name }) => own.get(name) ?? layout.certificate(name));
}

async function certificates(installed: Installed): Promise<Finding> {
  const { layout, settings } = installed;
  const pairs = pairsOf(installed);
  const authorities = new Set([
    ...certificateAuthorities.map((each) => layout.authorityCertificate(each)),
    ...[settings.border.caFile, settings.bus.caFile],
  ]);
  const judged = await Promise.allSettled([
    ...pairs.map(({ certificateFile, keyFile }) => assertPair(certificateFile, keyFile)),
    ...[...authorities].map(readTlsCertificate),
  ]);
  const flaws = judged.flatMap((each) => (each.status === 'rejected' ? [whyNot(each.reason)] : []));
  const name = say('brokerFiles.certificates');
  return flaws.length === 0
    ? ok(name, String(judged.length))
    : fail(name, flaws.join('; '), say('brokerFiles.restore'));
}

/**
 * Judges the files that `liaise up` reads before it starts the brokers, and all certificates with their keys, also while the
 * State is stopped.
 */
export const brokerFiles = async (installed: Installed): Promise<Finding[]> => [
  await configurations(installed),
  await certificates(installed),
];
