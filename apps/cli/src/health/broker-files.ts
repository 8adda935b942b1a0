import { relative } from 'node:path';
import { isCoded } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { renderBorder, renderBus } from '../installation/brokers.js';
import type { Installed } from '../installation/installed.js';
import { issued, readCertificate } from '../installation/keys/certificates.js';
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

async function certificates({ layout, settings }: Installed): Promise<Finding> {
  const { http, border, bus } = settings;
  const needed = new Set([
    ...certificateAuthorities.map((each) => layout.authorityCertificate(each)),
    ...issued.map(({ name }) => layout.certificate(name).certificateFile),
    ...[http.certFile, border.certFile, border.caFile, bus.caFile],
  ]);
  const missing: string[] = [];
  for (const file of needed)
    await readCertificate(file).catch(() => {
      const inside = relative(layout.dir, file);
      missing.push(inside.startsWith('..') ? file : inside);
    });
  const name = say('brokerFiles.certificates');
  if (missing.length === 0) return ok(name, String(needed.size));
  const found = say('brokerFiles.unreadable', { files: missing.join(', ') });
  return fail(name, found, say('brokerFiles.restore'));
}

/**
 * Judges the files that `liaise up` reads before it starts the brokers, and each certificate that brokers and services need,
 * also while the State is stopped.
 */
export const brokerFiles = async (installed: Installed): Promise<Finding[]> => [
  await configurations(installed),
  await certificates(installed),
];
