import { describe, expect, it, vi } from 'vitest';
import { chord } from './chord';
import { keymap } from './keymap.svelte';
import { readHash, writeHash } from './router.svelte';

describe('addresses', () => {
  it('names a screen and what is open there', () => {
    expect(readHash('#/shipments?client=3&id=12')).toEqual({ screen: 'shipments', params: { client: '3', id: '12' } });
    expect(writeHash('entries', { number: '9HB-0000417-2', text: '' })).toBe('#/entries?number=9HB-0000417-2');
  });

  it('goes to Today where there is no such screen', () => {
    expect(readHash('')).toEqual({ screen: 'today', params: {} });
    expect(readHash('#/nowhere?x=1').screen).toBe('today');
  });

  it('comes back from text with signs in it', () => {
    const words = 'Müller & Söhne = 50%?';
    expect(readHash(writeHash('shipments', { q: words })).params.q).toBe(words);
  });
});

const key = (init: KeyboardEventInit & { key: string }): KeyboardEvent =>
  new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });

describe('keys', () => {
  it('are written as they are shown', () => {
    expect(chord(key({ key: 'k', ctrlKey: true }))).toBe('Ctrl+K');
    expect(chord(key({ key: 'k', metaKey: true }))).toBe('Ctrl+K');
    expect(chord(key({ key: '?', shiftKey: true }))).toBe('?');
    expect(chord(key({ key: 'End', ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+End');
    expect(chord(key({ key: ' ' }))).toBe('Space');
  });

  it('act, but never while somebody types', () => {
    const run = vi.fn();
    const leave = keymap.use([{ keys: 'e', what: 'Make entries', run }]);
    const input = document.body.appendChild(document.createElement('input'));
    document.body.onkeydown = (event) => void keymap.press(event);
    input.dispatchEvent(key({ key: 'e' }));
    expect(run).not.toHaveBeenCalled();
    document.body.dispatchEvent(key({ key: 'e' }));
    expect(run).toHaveBeenCalledOnce();
    leave();
    document.body.dispatchEvent(key({ key: 'e' }));
    expect(run).toHaveBeenCalledOnce();
    input.remove();
  });

  it('go places with g and a letter', () => {
    const run = vi.fn();
    const leave = keymap.use([{ keys: 'g s', what: 'Go to Shipments', run }]);
    expect(keymap.press(key({ key: 'g' }))).toBe(true);
    expect(keymap.pending).toBe(true);
    keymap.press(key({ key: 's' }));
    expect(run).toHaveBeenCalledOnce();
    expect(keymap.pending).toBe(false);
    leave();
  });
});
