// Keys as text.

/** A pressed key as it is written in a binding: `Ctrl+Enter`, `e`, `?`. */
export function chord(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const letter = event.key.length === 1;
  const key = letter && (event.ctrlKey || event.metaKey) ? event.key.toUpperCase() : event.key === ' ' ? 'Space' : event.key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey && (!letter || event.ctrlKey || event.metaKey)) parts.push('Shift');
  return [...parts, key].join('+');
}

/** Whether the event comes from something one types into. */
export function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  );
}
