import { Workplace } from '#flows';
import { borderLoginFor, databasePassword, type ServiceContext } from '#host';
import { BorderConnection } from '#transport';
import { LinkWorkers } from './link-workers.js';

/**
 * Border post: the outbox to the peer's stream, the own stream to the deliveries. It holds no key that opens or signs a
 * message; what it carries is ciphertext.
 */
export async function startExchange({
  settings,
  logger,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'exchange',
    settings,
    password: databasePassword(settings, 'exchange'),
    onProblem: (step, err) => logger.warn({ step, err }, 'step failed'),
  });
  const border = await BorderConnection.connect(borderLoginFor(settings));
  // Refuses a broker that does not write before it acknowledges; an old one works on and says so.
  const { degraded } = await border.verifyBroker();
  const workers = new LinkWorkers(place, border);
  place.keep({ wake: 'links', run: () => workers.run().then(() => false), pollMs: 2_000 });
  await place.ready(degraded ? ['BROKER_VERSION'] : []);
  return async () => {
    await border.close();
    await place.close();
  };
}
