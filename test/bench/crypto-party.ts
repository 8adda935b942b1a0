import {
  createMessage,
  decrypt,
  encrypt,
  readKey,
  readMessage,
  readPrivateKey,
  type PrivateKey as BarePrivateKey,
  PublicKey as BarePublicKey,
} from 'openpgp';
import { open, parseCertificate, seal, signDetached, unlockKey, verifyDetached } from '#seal';
import type { GeneratedKey } from '#seal';

export const operations = ['seal', 'open', 'sign+seal', 'open+verify'] as const;
export type Operation = (typeof operations)[number];
export type Work = () => unknown;

export interface Party {
  readonly name: string;
  readonly inProcess: boolean;
  readonly prepare: (payload: Uint8Array) => Promise<Partial<Record<Operation, Work>>>;
  readonly besides?: () => number;
}

export interface Keys {
  readonly officer: GeneratedKey;
  readonly receiver: GeneratedKey;
}

export async function liaise({ officer, receiver }: Keys): Promise<Party> {
  const signer = await unlockKey(officer.privateKey);
  const ours = [await unlockKey(receiver.privateKey)];
  const from = await parseCertificate(officer.certificate);
  return {
    name: '#seal',
    inProcess: true,
    prepare: async (payload) => {
      const to = () => parseCertificate(receiver.certificate);
      const { ciphertext } = await seal(payload, await to(), new Date());
      const signature = await signDetached(payload, signer, new Date());
      return {
        seal: async () => seal(payload, await to(), new Date()),
        open: () => open(ciphertext, ours, new Date()),
        'sign+seal': async () => {
          await signDetached(payload, signer, new Date());
          await seal(payload, await to(), new Date());
        },
        'open+verify': async () => {
          const now = new Date();
          await verifyDetached((await open(ciphertext, ours, now)).payload, signature, from, now);
        },
      };
    },
  };
}

export async function bare({ officer, receiver }: Keys): Promise<Party> {
  const signingKeys = await readPrivateKey({ binaryKey: officer.privateKey });
  const verificationKeys = await readKey({ binaryKey: officer.certificate });
  const encryptionKeys = await readKey({ binaryKey: receiver.certificate });
  if (!(verificationKeys instanceof BarePublicKey && encryptionKeys instanceof BarePublicKey))
    throw new Error('not public keys');
  const decryptionKeys = await readPrivateKey({ binaryKey: receiver.privateKey });
  const write = async (payload: Uint8Array, signer?: BarePrivateKey): Promise<Uint8Array> => {
    const message = await createMessage({ binary: payload });
    const signed = signer === undefined ? {} : { signingKeys: signer };
    const written: unknown = await encrypt({
      message,
      encryptionKeys,
      format: 'binary',
      ...signed,
    });
    if (!(written instanceof Uint8Array)) throw new Error('no bytes');
    return written;
  };
  const read = async (binaryMessage: Uint8Array, signer?: BarePublicKey): Promise<void> => {
    const message = await readMessage({ binaryMessage });
    const signed = signer && { verificationKeys: signer, expectSigned: true };
    await decrypt({ message, decryptionKeys, format: 'binary', ...signed });
  };
  return {
    name: 'openpgp.js',
    inProcess: true,
    prepare: async (payload) => {
      const [sealed, signed] = [await write(payload), await write(payload, signingKeys)];
      return {
        seal: () => write(payload),
        open: () => read(sealed),
        'sign+seal': () => write(payload, signingKeys),
        'open+verify': () => read(signed, verificationKeys),
      };
    },
  };
}
