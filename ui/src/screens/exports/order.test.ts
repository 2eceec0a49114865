import { describe, expect, it } from 'vitest';
import { listed, moved, same, toggled, usual } from './order';

const column = (id: string, isUsual = true) => ({ id, heading: id, meaning: '', usual: isUsual });
const ALL = [column('number'), column('state'), column('surety', false), column('duty')];

describe('the order of columns', () => {
  it('begins with the usual ones', () => {
    expect(usual(ALL)).toEqual(['number', 'state', 'duty']);
  });

  it('lists what is chosen first, in its order, and leaves out what no longer exists', () => {
    expect(listed(ALL, ['duty', 'gone', 'number']).map((c) => c.id)).toEqual(['duty', 'number', 'state', 'surety']);
  });

  it('adds at the end and takes away', () => {
    expect(toggled(['number', 'duty'], 'surety')).toEqual(['number', 'duty', 'surety']);
    expect(toggled(['number', 'duty'], 'number')).toEqual(['duty']);
  });

  it('moves by one place and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b'], 'stranger', 1)).toEqual(['a', 'b']);
  });

  it('knows when nothing was changed', () => {
    expect(same(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
  });
});
