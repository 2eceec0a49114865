import { describe, expect, it } from 'vitest';
import { entryNumber, filerProblem, rangeProblem } from './numbers';

describe('the next entry number', () => {
  it('carries the check digit of known numbers', () => {
    expect(entryNumber('B76', 324_527)).toBe('B76-0324527-8'); // the example of CATAIR Appendix E
    expect(entryNumber('abc', 1_234_567)).toBe('ABC-1234567-6');
    expect(entryNumber('916', 5_187_505)).toBe('916-5187505-5');
    expect(entryNumber('XYZ', 7_654_321)).toBe('XYZ-7654321-1');
  });

  it('is none where a part is wrong', () => {
    expect(entryNumber('9H', 1)).toBeNull();
    expect(entryNumber('9HB', 10_000_000)).toBeNull();
    expect(entryNumber('9HB', Number.NaN)).toBeNull();
  });

  it('says what a code and a range look like', () => {
    expect(filerProblem('9HB')).toBeNull();
    expect(filerProblem('9-B')).toContain('three letters or digits');
    expect(rangeProblem('12345678')).toBe('Up to seven digits.');
  });
});
