import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { flipBit, testKey } from '../../../test/support/tlog.js';
import { formatVerifierKey, makeSigner, makeVerifier, parseVerifierKey } from './keys.js';
import { addSignatures, openNote, signNote } from './note.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const key = (n: number) => testKey(Buffer.alloc(32, n));
const log = makeSigner('audit.a.example/2026', key(1), 'note');
const other = makeSigner('audit.b.example/2026', key(2), 'note');
const text = 'a first line\n\nà second, after an empty one\n';
const note = signNote(text, log);
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const open = (content: string | Uint8Array, ...signers: (typeof log)[]) =>
  openNote(
    typeof content === 'string' ? Buffer.from(content) : content,
    signers.map((s) => s.verifier),
  );
const lineOf = (bytes: Uint8Array): string => asText(bytes).split('\n\n').at(-1) ?? '';

describe('verifier keys', () => {
  it('come back equal for both uses, with different key ids', () => {
    for (const use of ['note', 'cosignature'] as const) {
      const { verifier } = makeSigner('gw.b.example/witness', key(3), use);
      const back = parseVerifierKey(formatVerifierKey(verifier));
      expect([back.name, back.keyId, back.use]).toEqual([verifier.name, verifier.keyId, use]);
      expect(back.publicKey.equals(verifier.publicKey)).toBe(true);
    }
    expect(makeSigner('x', key(3), 'note').verifier.keyId).not.toBe(
      makeSigner('x', key(3), 'cosignature').verifier.keyId,
    );
  });

  it('of a public log are read and written unchanged', () => {
    const vkey = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    expect(parseVerifierKey(vkey)).toMatchObject({ name: 'sum.golang.org', keyId: 0x033de0ae });
    expect(formatVerifierKey(parseVerifierKey(vkey))).toBe(vkey);
  });

  it('are refused with any one character changed to another', () => {
    const vkey = formatVerifierKey(log.verifier);
    for (let i = 0; i < vkey.length; i++)
      for (const c of 'Zz0+= \n') {
        const changed = vkey.slice(0, i) + c + vkey.slice(i + 1);
        if (changed === vkey) continue;
        expect(() => parseVerifierKey(changed)).toThrow(code('NOTE_KEY_INVALID'));
      }
  });

  it.each([
    [''],
    ['name'],
    ['name+00000000'],
    ['+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['a+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['a+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
  ])('refuses %j', (vkey) => {
    expect(() => parseVerifierKey(vkey)).toThrow(code('NOTE_KEY_INVALID'));
  });

  it('refuses a key of the reserved type by its name, however long', () => {
    for (const length of [32, 1_312]) {
      const key = Buffer.concat([Uint8Array.of(6), Buffer.alloc(length, 7)]).toString('base64');
      expect(() => parseVerifierKey(`witness.example+00000000+${key}`)).toThrow(
        'key type 0x06 (ML-DSA-44) is reserved',
      );
    }
  });

  it('refuses other kinds of keys, names and types', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const invalid = code('NOTE_KEY_INVALID');
    expect(() => makeSigner('x', rsa.privateKey, 'note')).toThrow(invalid);
    expect(() => makeVerifier('x', rsa.publicKey, 'note')).toThrow(invalid);
    expect(() => makeVerifier('x', key(1), 'note')).toThrow(invalid);
    expect(() => makeSigner('x', log.verifier.publicKey, 'note')).toThrow(invalid);
    for (const name of [
      '',
      'a b',
      'a+b',
      'a\u00a0b',
      'a\u2003b',
      'a\nb',
      'a\ud800',
      'a'.repeat(256),
    ])
      expect(() => makeSigner(name, key(1), 'note')).toThrow(invalid);
  });
});

describe('signed notes', () => {
  it('have the exact form of the specification', () => {
    expect(asText(note).startsWith(`${text}\n\u2014 audit.a.example/2026 `)).toBe(true);
    expect(lineOf(note)).toMatch(/^\u2014 \S+ [A-Za-z0-9+/]{90}[A-Za-z0-9+/=]{2}\n$/);
  });

  it('open with a known key and name it', () => {
    const opened = open(note, other, log);
    expect(opened.text).toBe(text);
    const { name, keyId } = log.verifier;
    expect(opened.signatures).toEqual([{ use: 'note', name, keyId }]);
  });

  it('come back for any text without control characters', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((s) => !/[\u0000-\u001f]/.test(s));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const content = `${lines.join('\n')}\n`;
        expect(open(signNote(content, log), log).text).toBe(content);
      }),
    );
  });

  it('are refused with any one bit flipped', () => {
    for (let bit = 0; bit < note.length * 8; bit++)
      expect(() => open(flipBit(note, bit), log)).toThrow(
        /^NOTE_(?:INVALID|UNSIGNED|SIGNATURE_INVALID)/,
      );
  });

  it('are refused when only unknown keys signed', () => {
    expect(() => open(note, other)).toThrow(code('NOTE_UNSIGNED'));
    expect(() => open(note)).toThrow(code('NOTE_UNSIGNED'));
    const namesake = makeSigner(log.verifier.name, key(9), 'note');
    expect(() => open(note, namesake)).toThrow(code('NOTE_UNSIGNED'));
    const cosigner = makeSigner(log.verifier.name, key(1), 'cosignature');
    expect(() => open(note, cosigner)).toThrow(code('NOTE_UNSIGNED'));
  });

  it('ignore unknown signatures beside a known one', () => {
    const both = addSignatures(note, lineOf(signNote(text, other)));
    expect(open(both, log).signatures).toHaveLength(1);
    expect(open(both, other).signatures.map((s) => s.name)).toEqual([other.verifier.name]);
    expect(open(both, log, other).signatures).toHaveLength(2);
  });

  it('are refused as a whole when one known key did not sign this text', () => {
    const both = addSignatures(note, lineOf(signNote('other text\n', other)));
    expect(() => open(both, log, other)).toThrow(code('NOTE_SIGNATURE_INVALID'));
    expect(open(both, log).signatures).toHaveLength(1);
  });

  it('never count one key twice', () => {
    const twice = addSignatures(note, lineOf(note));
    expect(open(twice, log).signatures).toHaveLength(1);
    expect(open(twice, log, log).signatures).toHaveLength(1);
  });

  it('accept 64 signatures and refuse 65', () => {
    const line = lineOf(note);
    const full = addSignatures(note, line.repeat(63));
    expect(open(full, log).signatures).toHaveLength(1);
    expect(() => addSignatures(full, line)).toThrow(code('NOTE_INVALID'));
    expect(() => open(asText(full) + line, log)).toThrow(code('NOTE_INVALID'));
  });

  it('bound their size before anything is parsed', () => {
    const large = new Uint8Array(262_145).fill(0x61);
    expect(() => open(large, log)).toThrow('above 262144 bytes');
    expect(() => signNote(`${'a'.repeat(262_144)}\n`, log)).toThrow(code('NOTE_INVALID'));
  });

  const line = lineOf(note);
  it.each([
    ['nothing', ''],
    ['no signature', 'text\n\n'],
    ['no empty line', `text\n${line}`],
    ['no last newline', `text\n\n${line.trimEnd()}`],
    ['carriage returns', `text\r\n\n${line}`],
    ['a tab', `te\txt\n\n${line}`],
    ['a null', `te\0xt\n\n${line}`],
    ['a hyphen for the dash', `text\n\n${line.replace('\u2014', '-')}`],
    ['two spaces', `text\n\n${line.replace(' ', '  ')}`],
    ['a fourth field', `text\n\n${line.replace('\n', ' x\n')}`],
    ['no signature bytes', 'text\n\n\u2014 name AAAAAA==\n'],
    ['base64 without padding', 'text\n\n\u2014 name AAAAAAA\n'],
    ['base64 with loose bits', 'text\n\n\u2014 name AAAAAAB=\n'],
    ['base64url', 'text\n\n\u2014 name AAAA_AA=\n'],
    ['a plus in the name', 'text\n\n\u2014 na+me AAAAAAA=\n'],
  ])('refuses %s', (_, content) => {
    expect(() => open(content, log)).toThrow(code('NOTE_INVALID'));
  });

  it('refuses bytes that are not UTF-8, and texts that cannot be signed', () => {
    const latin = Buffer.concat([Buffer.from([0xe9]), note]);
    expect(() => open(latin, log)).toThrow(code('NOTE_INVALID'));
    for (const bad of ['', 'no newline', 'a\tb\n', 'a\ud800b\n'])
      expect(() => signNote(bad, log)).toThrow(code('NOTE_INVALID'));
    const cosigner = makeSigner('w', key(4), 'cosignature');
    expect(() => signNote(text, cosigner)).toThrow(code('NOTE_KEY_INVALID'));
  });

  it('keep a byte order mark: it is part of what was signed', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), note]);
    expect(() => open(marked, log)).toThrow(code('NOTE_SIGNATURE_INVALID'));
  });
});
