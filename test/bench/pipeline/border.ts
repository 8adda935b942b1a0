import { AckPolicy, jetstream, type JsMsg } from '@nats-io/jetstream';
import { connect, headers, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { randomUUID } from 'node:crypto';
import type { SideSettings } from './settings.js';

export class Border {
  private constructor(
    private readonly connection: NatsConnection,
    private readonly broker: SideSettings['broker'],
  ) {}

  static async connect(broker: SideSettings['broker']): Promise<Border> {
    const { authority: ca, certificate: cert, key } = broker.tls;
    const connection = await connect({
      servers: `tls://127.0.0.1:${broker.port}`,
      inboxPrefix: '_INBOX_exchange',
      authenticator: nkeyAuthenticator(new TextEncoder().encode(broker.seed)),
      tls: { handshakeFirst: true, ca, cert, key },
    });
    return new Border(connection, broker);
  }

  async publish(bytes: Uint8Array): Promise<void> {
    const named = headers();
    named.set('Nats-Msg-Id', randomUUID());
    const { to, stream } = this.broker;
    const reply = await this.connection.request(to, bytes, { timeout: 10_000, headers: named });
    const answer = reply.json<{ stream?: string; error?: unknown }>();
    if (answer.stream !== stream) throw new Error(`not stored: ${reply.string()}`);
  }

  async consume(arrived: (message: JsMsg) => void): Promise<void> {
    const consumer = await jetstream(this.connection).consumers.get(this.broker.stream, 'exchange');
    const { config } = await consumer.info();
    if (config.ack_policy !== AckPolicy.Explicit) throw new Error('the consumer loses messages');
    await consumer.consume({ max_messages: 64, callback: arrived });
  }
}
