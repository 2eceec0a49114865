import { describe, expect, it } from 'vitest';
import { adopted } from './paper';

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 612 792" onload="alert(1)">${inside}</svg>`;

describe('a page of the preview', () => {
  it('is taken as it is drawn', () => {
    const page = adopted(svg('<g><text x="10" y="20">31. Line no.</text><path d="M0 0h10"/></g>'));
    expect(page?.getAttribute('viewBox')).toBe('0 0 612 792');
    expect(page?.querySelector('text')?.textContent).toBe('31. Line no.');
  });

  it('loses everything that could act', () => {
    const page = adopted(
      svg(
        '<script>x()</script><a href="https://example.com"><text onclick="x()">a</text></a><foreignObject/><use xlink:href="https://example.com/#a"/><use href="#a"/>',
      ),
    );
    expect(page?.hasAttribute('onload')).toBe(false);
    expect(page?.querySelector('script, a, foreignObject')).toBeNull();
    expect([...(page?.querySelectorAll('use') ?? [])].map((u) => [...u.attributes].map((a) => a.value))).toEqual([[], ['#a']]);
  });

  it('is refused where it is no drawing', () => {
    expect(adopted('<html><body/></html>')).toBeNull();
    expect(adopted('<svg xmlns="http://www.w3.org/2000/svg"><g></svg>')).toBeNull();
    expect(adopted('')).toBeNull();
  });
});
