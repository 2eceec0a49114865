// The preview arrives as SVG text. It is parsed as XML and cleaned before it is adopted; no markup is ever written into the page.

const ELEMENTS = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'line',
  'polyline',
  'polygon',
  'circle',
  'ellipse',
  'text',
  'tspan',
  'title',
  'desc',
  'defs',
  'clipPath',
  'use',
  'image',
  'style',
  'metadata',
]);

/** A page as an element that can be shown, or `null` where the text is no SVG. Scripts, event handlers, foreign content and links out are removed. */
export function adopted(text: string, into: Document = document): SVGSVGElement | null {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const root = parsed.documentElement;
  if (root.localName !== 'svg' || parsed.getElementsByTagName('parsererror').length > 0) return null;
  for (const element of [...root.querySelectorAll('*')]) {
    if (!ELEMENTS.has(element.localName) || element.localName === 'style') {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const link = name === 'href' || name.endsWith(':href');
      if (name.startsWith('on') || name === 'style' || (link && !value.startsWith('#') && !value.startsWith('data:image/')))
        element.removeAttribute(name);
    }
  }
  for (const { name } of [...root.attributes]) if (name.startsWith('on') || name === 'style') root.removeAttribute(name);
  return into.adoptNode(root) as unknown as SVGSVGElement;
}
