import { readDisk } from '#runtime';
import { readLinksSeen } from '#border';
import { readAuditBeat, readBeat, readObstacles } from '../../health/audit-beat.js';
import { custodyLogOf } from '../../health/custody-log.js';
import { dutyGapsOf, lacksContactPointOf, limitsDifferOf } from '../../health/duty.js';
import { endDaysOf } from '../../health/keys/ends.js';
import { lifeAtRiskOf, waitingWorkOf } from '../../health/life-at-risk.js';
import { outsideTimeOf } from '../../health/outside-time.js';
import { ownChainLines, readBeats } from '../../health/own-chains.js';
import { processesOf } from '../../health/processes.js';
import { readiness } from '../../health/readiness.js';
import { packageProfileOf } from '../../health/package-profile.js';
import { openReviewsOf } from '../../health/reviews.js';
import { scannerOf } from '../../health/scanner.js';
import { epochsOf } from '../../health/keys/storage-epochs.js';
import { subkeysOf } from '../../health/keys/subkeys.js';
import { unconfirmedHaltsOf } from '../../health/unconfirmed-halts.js';
import { unnotifiedRecipientsOf } from '../../health/unnotified-recipients.js';
import { readText } from '../../installation/files.js';
import { localApi, type Installed } from '../../installation/installed.js';
import { readLinks } from '../../installation/links.js';

export const whenKnown = <T, R>(
  value: T | undefined,
  act: (value: T) => R | undefined,
): R | undefined => (value === undefined ? undefined : act(value));

async function linksOf({ layout, settings }: Installed) {
  const links = await readLinks(layout);
  const port = Number(new URL(settings.border.monitorUrl).port);
  const { live } = await readLinksSeen(
    port,
    links.map(({ linkId }) => linkId),
  );
  return links.map(({ linkId, peer, side }) => ({
    linkId,
    peer,
    side,
    connected: live.get(linkId),
  }));
}

export async function knownOf(installed: Installed) {
  const { layout, settings } = installed;
  const processes = processesOf(layout);
  const authority = await readText(layout.servicesAuthority);
  const api = await readiness(localApi(settings), authority);
  const links = await linksOf(installed);
  const audit = await readAuditBeat(installed);
  const time = audit && outsideTimeOf(audit, await readObstacles(installed));
  const sealer = await readBeat(installed, 'sealer');
  const untrusted = ownChainLines((await readBeats(installed)) ?? []);
  return {
    ...{ state: settings.state, dir: layout.dir, processes, api, untrusted, links },
    log: whenKnown(audit, custodyLogOf),
    time,
    life: whenKnown(sealer, lifeAtRiskOf),
    waiting: whenKnown(sealer, waitingWorkOf),
    halts: whenKnown(sealer, unconfirmedHaltsOf),
    duty: whenKnown(sealer, dutyGapsOf),
    lacksContactPoint: whenKnown(sealer, lacksContactPointOf),
    limits: whenKnown(sealer, limitsDifferOf),
    reviews: whenKnown(sealer, openReviewsOf),
    untold: whenKnown(sealer, unnotifiedRecipientsOf),
    profile: whenKnown(await readBeat(installed, 'evidence'), packageProfileOf),
    scanner: await scannerOf(installed),
    disk: await readDisk(layout.dir),
    epochs: await epochsOf(layout),
    subkeys: await subkeysOf(installed),
    ends: whenKnown(audit, endDaysOf),
  };
}
export type Known = Awaited<ReturnType<typeof knownOf>>;
