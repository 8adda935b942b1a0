import { unreadableCertificates } from '#runtime';
import { isCoded } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { renderBorder } from '../installation/brokers.js';
import type { Installed } from '../installation/installed.js';
import { briefly } from '../print/explain.js';
import { messageOf } from '../print/message-of.js';
import { fail, ok, type Finding } from './finding.js';

const read = async ({ layout, settings }: Installed): Promise<Finding> => {
  const name = say('borderFiles.name');
  try {
    const { links } = await renderBorder(layout, settings);
    return ok(name, sayCount('borderFiles.links', { count: links.length }));
  } catch (error) {
    const why = isCoded(error) ? briefly(error) : messageOf(error);
    return fail(name, why, say('borderFiles.mend'));
  }
};

/**
 * Judges the files that `liaise up` reads before it starts the brokers, and certificates that nobody can read. They are
 * judged while the State is stopped, too.
 */
export async function borderFiles(installed: Installed): Promise<Finding[]> {
  const files = unreadableCertificates(installed.settings);
  const unreadable = say('borderFiles.unreadable', { files: files.join(', ') });
  return [
    await read(installed),
    ...(files.length === 0
      ? []
      : [fail(say('ends.certificates'), unreadable, say('borderFiles.renew'))]),
  ];
}
