import { describe, expect, it } from 'vitest';
import type { PaperOffer } from '../../contract';
import { besides, offered } from './papers';

const offer = (kind: string, lacks: string[] = [], unsuited: string | null = null): PaperOffer => ({
  kind,
  name: `CBP Form ${kind}`,
  edition: '2026-11',
  lacks,
  unsuited,
  unverified: null,
});

describe('the choice of papers', () => {
  it('says what is the matter with a paper', () => {
    expect(offered(offer('7501'))).toBe('CBP Form 7501');
    expect(offered(offer('3461', ['block 13 is empty', 'block 14 is empty']))).toBe('CBP Form 3461 · 2 missing');
    expect(offered(offer('7523', [], 'line 001 pays duty'))).toBe('CBP Form 7523 · does not suit');
  });

  it('turns past papers that do not suit, round at the ends', () => {
    const offers = [offer('7501'), offer('7523', [], 'line 001 pays duty'), offer('cover')];
    expect(besides(offers, '7501', 1)).toBe('cover');
    expect(besides(offers, 'cover', 1)).toBe('7501');
    expect(besides(offers, '7501', -1)).toBe('cover');
    expect(besides(offers.slice(0, 2), '7501', 1)).toBeNull();
    expect(besides(offers, 'unknown', 1)).toBeNull();
  });
});
