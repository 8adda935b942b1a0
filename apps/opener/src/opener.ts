import { AcceptReceipts, HandleStatement, OpenDelivery, Workplace } from '#flows';
import { databasePassword, type ServiceContext } from '#host';
import { compartments, timestamp } from '#model';
import type { PrivateKey } from '#seal';

/**
 * Decrypts and judges what came. It parses a neighbour's bytes, so it has no network and no signing key: its only door
 * is the database's unix socket.
 */
export async function startOpener({
  settings,
  logger,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'opener',
    settings,
    password: databasePassword(settings, 'opener'),
    onProblem: (step, err) => logger.warn({ step, err }, 'step failed'),
  });
  const { store, trust, cases, mailbox, journal } = place;
  const receipts = new AcceptReceipts(mailbox);
  const statements = new HandleStatement(trust, mailbox, receipts);
  const keys = await decryptionKeys(place);
  const open = new OpenDelivery(
    store,
    trust,
    cases,
    mailbox,
    journal,
    statements,
    keys,
    settings.limits,
  );
  place.keep({ wake: 'open', run: () => open.run() });
  await place.ready();
  return () => place.close();
}

/** The gateway's key for statements, and one for each authority and compartment that the directory names. */
async function decryptionKeys({ trust, keys }: Workplace): Promise<PrivateKey[]> {
  const found = [await keys.purpose('gateway-encryption')];
  for (const { authority } of trust.own().authorities(timestamp(new Date())))
    for (const compartment of compartments)
      found.push(await keys.authority(authority, compartment));
  return found;
}
