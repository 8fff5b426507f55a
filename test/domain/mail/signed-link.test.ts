import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkAddress, type PortalLink, readLink, signLink } from '../../../shared/domain/mail/signed-link.ts';
import { runs } from '../../support/tier.ts';

const key = (id: number) => ({ id, secret: Buffer.alloc(32, id) });
const now = new Date('2026-11-25T09:00:00.000Z');
const seconds = now.getTime() / 1000;
const link: PortalLink = {
  authority: 'espoo',
  contact: 'officer@espoo.example',
  round: '2022',
  issuedAt: seconds - 10,
  expiresAt: seconds + 10,
};
const token = signLink(link, key(2));

describe('a signed link', () => {
  test('says what was signed, for whatever names there are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    const times = fc.integer({ min: seconds + 1, max: 2 ** 40 });
    fc.assert(
      fc.property(
        fc.record({ authority: text, contact: text, round: text, issuedAt: times, expiresAt: times }),
        (of) => {
          expect(readLink(signLink(of, key(1)), [key(2), key(1)], now)).toEqual(of);
        },
      ),
      { numRuns: runs(60, 400) },
    );
  });

  test('is of no use from the second on in which it ends', () => {
    expect(readLink(token, [key(2)], new Date(now.getTime() + 9_999))).toEqual(link);
    expect(readLink(token, [key(2)], new Date(now.getTime() + 10_000))).toBeNull();
  });

  test('holds after a rotation, and not when its key was revoked', () => {
    expect(readLink(token, [key(3), key(2)], now)).toEqual(link);
    expect(readLink(token, [key(3)], now)).toBeNull();
    expect(readLink(token, [{ id: 2, secret: key(3).secret }], now)).toBeNull();
  });

  test('holds only as it is: no other byte, no other claim, no other signature', () => {
    const letters = [...'ABCabc019-_.='];
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...letters), (place, letter) => {
        const other = token.slice(0, place) + letter + token.slice(place + 1);
        // The last letter of 32 bytes in base64 has two bits that say nothing.
        fc.pre(other !== token && place < token.length - 1);
        expect(readLink(other, [key(2)], now)).toBeNull();
      }),
    );
    const [payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    for (const place of [1, 2, 3, 4, 5, 6]) {
      const changed = claims.with(place, typeof claims[place] === 'number' ? claims[place] + 1 : 'porto');
      const forged = `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
      expect(readLink(forged, [key(2), key(3)], now), String(place)).toBeNull();
    }
  });

  test.each(['', '.', 'a.b', `${token}.`, ` ${token}`, `${token}\n`, 'x'.repeat(3000), `${'e30'}.${'A'.repeat(43)}`])(
    'that is none of ours is nobody’s: %j',
    (text) => expect(readLink(text, [key(2)], now)).toBeNull(),
  );

  test('stands behind # in the address, which no server is told', () => {
    expect(linkAddress('https://portal.example', token)).toBe(`https://portal.example/#${token}`);
    expect(new URL(linkAddress('https://portal.example', token)).pathname).toBe('/');
  });
});
